# frozen_string_literal: true

require "fiddle/import"
require_relative "prototypes"

module Rapport
  # The C library: where it is found, and how its functions are called. Not a part of the interface.
  module Native
    extend Fiddle::Importer

    ABI_VERSION = 0

    NAME = case RUBY_PLATFORM
           when /darwin/ then "librapport.0.dylib"
           when /mswin|mingw/ then "rapport.dll"
           else "librapport.so.0"
           end

    class << self
      # RAPPORT_LIBRARY, else the library that stands beside this file, else the system's.
      def find
        named = ENV.fetch("RAPPORT_LIBRARY", "")
        return named unless named.empty?

        carried = File.join(__dir__, NAME)
        File.exist?(carried) ? carried : NAME
      end

      def load(path)
        dlload(path)
        abi = import_function("rapport_abi_version", -Fiddle::TYPE_INT, []).call
        unless abi == ABI_VERSION
          raise LoadError, "rapport: #{path} has ABI version #{abi}, this gem needs #{ABI_VERSION}"
        end

        PROTOTYPES.delete("\n").split(";").each { |prototype| extern(prototype) }
      rescue Fiddle::DLError => e
        raise LoadError, "rapport: #{e.message}; RAPPORT_LIBRARY may name the file #{NAME}"
      end

      # Calls a function that takes `error` last, and raises that.
      def call(name, *arguments)
        error = slot
        status = public_send(name, *arguments, error)
        raise Error.take(pointer(error)) unless status.zero?
      end

      # Calls a function that takes `error` last and a handle to make before it.
      def make(name, kind, *arguments)
        handle = slot
        call(name, *arguments, handle)
        Handle.new(pointer(handle), kind)
      end

      # Calls a getter that has no `error`.
      def get(name, *arguments)
        status = public_send(name, *arguments)
        return if status.zero?

        word = rapport_status_name(status).to_s
        raise Error.new("#{name}: #{word}", status: word.to_sym, code: status)
      end

      def get_text(name, *arguments)
        text_out { |text, length| get(name, *arguments, text, length) }
      end

      def get_count(name, *arguments)
        get(name, *arguments, count = slot)
        count.unpack1("J")
      end

      def get_int32(name, *arguments)
        get(name, *arguments, number = slot)
        number.unpack1("l")
      end

      # Yields room for a text and its length; returns a copy of what was put there.
      def text_out
        text = slot
        length = slot
        yield text, length
        copy(pointer(text), length.unpack1("J"))
      end

      # A text as the two arguments that functions take. The copy costs nothing until somebody
      # changes the original, which another thread may do during the call.
      def text(value)
        raise TypeError, "nil is no text" if value.nil?

        value = value.to_s
        unless [Encoding::UTF_8, Encoding::BINARY, Encoding::US_ASCII].include?(value.encoding)
          value = value.encode(Encoding::UTF_8, invalid: :replace, undef: :replace)
        end
        [value.dup, value.bytesize]
      end

      def int32(number)
        number = Integer(number)
        raise RangeError, "#{number} does not fit into 32 bits" unless number.between?(-2**31, 2**31 - 1)

        number
      end

      def int64(number)
        return number if number.bit_length < 64

        raise RangeError, "#{number} does not fit into 64 bits"
      end

      # An instant; nil is unknown. Classes like Time, such as Rails has, are as good.
      def instant(time, what)
        return 0 if time.nil?
        raise TypeError, "#{what}: must be a Time, not #{shown(time)}" unless time.respond_to?(:usec)

        int64(time.to_i * 1_000_000 + time.usec)
      end

      # The number of a word such as :agent.
      def constant(numbers, word, what)
        number = numbers[word.to_sym] if word.respond_to?(:to_sym)
        return number if number

        *others, last = numbers.keys
        raise ArgumentError, "#{what}: must be #{others.join(', ')} or #{last}, not #{word.inspect}"
      end

      def shown(value) = value.is_a?(String) ? "a String" : "#{value.inspect} (#{value.class})"

      # Room for one output.
      def slot = "\0".b * 8
      def pointer(slot) = slot.unpack1("J")

      # Messages repeat the caller's bytes, which may not be UTF-8.
      def copy(address, length)
        Fiddle::Pointer.new(address)[0, length].force_encoding(Encoding::UTF_8).scrub
      end
    end

    # Owns a handle: the garbage collector gives it back, unless #close has.
    class Handle
      def initialize(address, kind)
        @kind = kind
        @pointer = Fiddle::Pointer.new(address, 0, Native["rapport_#{kind}_free"])
      end

      # What Fiddle passes on.
      def to_ptr
        return @pointer unless closed?

        raise Error.new("the #{@kind} is closed", status: :invalid_state, code: 5)
      end

      def close = @pointer.call_free
      def closed? = @pointer.freed?
    end
  end
end
