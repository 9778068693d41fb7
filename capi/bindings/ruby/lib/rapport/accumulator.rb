# frozen_string_literal: true

module Rapport
  # What many records say together: each is added and forgotten, and the report may be asked for at
  # any time. Parts that other threads, machines or days counted come together by #merge; between them
  # they travel as bytes, by #save and Accumulator.load. The report is the same however the records
  # were spread. One thread at a time.
  class Accumulator
    # Of a kind, "coaching", "acceptance", "feedback" or "metrics"; the options of each are those of
    # include/rapport/accumulator.h.
    def initialize(rules, kind, **options)
      text = options.empty? ? "" : JSON.generate(options)
      @handle = Native.make(:rapport_accumulator_new, :accumulator, rules.handle, *Native.text(kind),
                            *Native.text(text))
    end

    # What #save gave, counted with rules of the same hash. The bytes are not trusted.
    def self.load(rules, saved)
      allocate.tap { |made| made.send(:load_from, rules, saved) }
    end

    attr_reader :handle # :nodoc:

    def kind = Native.get_text(:rapport_accumulator_kind, @handle)

    # Counts one record: JSON, or a hash with the keys of docs/records.md. One that is refused changes
    # nothing.
    def add(record)
      record = JSON.generate(record) if record.is_a?(Hash)
      Native.call(:rapport_accumulator_add_json, @handle, *Native.text(record))
      self
    end
    alias << add

    # Adds what another of the same kind, options and rules has counted.
    def merge(other)
      Native.call(:rapport_accumulator_merge, @handle, other.handle)
      self
    end

    # All that was counted, as binary. It holds names and quotations, whatever the options show.
    def save
      text = Native.slot
      length = Native.slot
      Native.call(:rapport_accumulator_save, @handle, text, length)
      Fiddle::Pointer.new(Native.pointer(text))[0, length.unpack1("J")]
    end

    # A hash with the keys that the command of the kind prints with --json, as symbols.
    def report = JSON.parse(report_json, symbolize_names: true)

    # The same as the library writes it.
    def report_json
      Native.text_out { |json, length| Native.call(:rapport_accumulator_report_json, @handle, json, length) }
    end

    # Gives the memory back now.
    def close = @handle.close
    def closed? = @handle.closed?

    private

    def load_from(rules, saved)
      saved = saved.b
      @handle = Native.make(:rapport_accumulator_load, :accumulator, rules.handle, saved, saved.bytesize)
    end
  end
end
