# frozen_string_literal: true

require "json"
require "time"
require_relative "rapport/native"
require_relative "rapport/review"
require_relative "rapport/accumulator"

# Rules about customers' conversations: who writes, how, and what to do.
#
#   rules = Rapport::RuleSet.default
#   conversation = Rapport::Conversation.new(rules)
#   conversation.add_turn("Still waiting!", at: Time.now)
#   conversation.decide.persona # => "impatient"
#
# A RuleSet may be used by any number of threads at once. Any other object is for one thread at a
# time. Memory is given back by the garbage collector, or at once by #close, in any order.
module Rapport
  VERSION = "0.1.0"

  # Why the library refused something. `status` is a symbol such as :not_found, `code` its number.
  # Where a pack is wrong, `file`, `line` and `column` are the first error's place, `diagnostics`
  # has all errors and warnings, and `report` shows them.
  class Error < StandardError
    attr_reader :status, :code, :file, :line, :column, :diagnostics, :report

    def initialize(message, status:, code:, file: "", line: 0, column: 0, diagnostics: [], report: "")
      super(message)
      @status = status
      @code = code
      @file = file
      @line = line
      @column = column
      @diagnostics = diagnostics
      @report = report
    end

    # Reads and frees a rapport_error.
    def self.take(address) # :nodoc:
      handle = Native::Handle.new(address, :error)
      code = Native.rapport_error_status(handle)
      text = lambda do |name|
        length = Native.slot
        Native.copy(Native.public_send(name, handle, length).to_i, length.unpack1("J"))
      end
      file, line = text[:rapport_error_file], Native.rapport_error_line(handle)
      column = Native.rapport_error_column(handle)
      new(placed(text[:rapport_error_message], file, line, column), code: code, file: file, line: line,
          column: column, status: Native.rapport_status_name(code).to_s.to_sym)
    ensure
      handle.close
    end

    # A message behind its place in a pack, unless it begins with that.
    def self.placed(message, file, line, column)
      return message if file.empty?

      place = line.positive? ? "#{file}:#{line}:#{column}: " : "#{file}: "
      message.start_with?(place) ? message : place + message
    end
    private_class_method :placed

    def with_diagnostics(diagnostics, report) # :nodoc:
      self.class.new(message, status: status, code: code, file: file, line: line, column: column,
                     diagnostics: diagnostics, report: report)
    end
  end

  Diagnostic = Struct.new(:severity, :code, :file, :line, :column, :message, :snippet, :hint)
  Fact = Struct.new(:id, :help, :type, :has_default, :values)
  Persona = Struct.new(:id, :label, :display_name, :summary)
  Scale = Struct.new(:id, :help, :levels)
  Cue = Struct.new(:id, :help)
  Policy = Struct.new(:id, :when, :help)

  Check = Struct.new(:id, :label, :help, :weight, :fatal)

  UNKNOWN_FACTS = { error: 0, ignore: 1 }.freeze

  # Of the C library that is loaded.
  def self.library_version = Native.rapport_version.to_s

  # Collects packs and compiles them.
  class Builder
    def initialize
      @handle = Native.make(:rapport_builder_new, :builder, nil)
    end

    # Adds core-en, the pack that is built in.
    def add_default
      Native.call(:rapport_builder_add_default, @handle)
      self
    end

    # Adds a pack from disk: its only file, or its manifest and the files that it lists.
    def add_file(path)
      Native.call(:rapport_builder_add_file, @handle, *Native.text(path))
      self
    end

    # Adds a file from memory; `name` is for diagnostics and for a manifest's `files:`. A file whose
    # name ends in .tsv is a word table.
    def add_text(text, name: "pack.yaml")
      Native.call(:rapport_builder_add_bytes, @handle, *Native.text(name), *Native.text(text))
      self
    end

    def build
      RuleSet.new(Native.make(:rapport_builder_build, :ruleset, @handle))
    rescue Error => e
      raise e unless e.status == :invalid_pack

      raise e.with_diagnostics(diagnostics, Native.get_text(:rapport_builder_report, @handle))
    end

    # Errors and warnings of the last build.
    def diagnostics
      Array.new(Native.get_count(:rapport_builder_diagnostic_count, @handle)) do |index|
        severity = Native.get_int32(:rapport_builder_diagnostic_severity, @handle, index)
        line, column = Native.slot, Native.slot
        Native.get(:rapport_builder_diagnostic_place, @handle, index, line, column, nil)
        code, file, message, snippet, hint = %i[code file message snippet hint].map do |field|
          Native.get_text("rapport_builder_diagnostic_#{field}", @handle, index)
        end
        Diagnostic.new(Native.rapport_severity_name(severity).to_s.to_sym, code, file,
                       line.unpack1("L"), column.unpack1("L"), message, snippet, hint).freeze
      end
    end

    def close = @handle.close
  end

  # Packs, compiled. Immutable, and free to be shared by threads.
  class RuleSet
    # The pack that is built in.
    def self.default = built(&:add_default)

    # One pack from disk: its only file, or its manifest and the files that it lists.
    def self.from_file(path) = built { |builder| builder.add_file(path) }

    # A pack of one file from memory.
    def self.from_text(text, name: "pack.yaml")
      built { |builder| builder.add_text(text, name: name) }
    end

    def self.built
      builder = Builder.new
      yield(builder).build
    ensure
      builder&.close
    end
    private_class_method :built

    attr_reader :handle # :nodoc:

    def initialize(handle) # :nodoc:
      @handle = handle
      @spare = { decision: [], review: [] }
    end

    # "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike.
    def name = Native.get_text(:rapport_ruleset_name, @handle)
    # Of the packs, 64 hexadecimal digits. (#hash is Ruby's own.)
    def pack_hash = Native.get_text(:rapport_ruleset_hash, @handle)
    def language = Native.get_text(:rapport_ruleset_language, @handle)

    # What the packs declare.
    def facts
      @facts ||= list(:fact, Fact) do |index|
        type = Native.get_int32(:rapport_ruleset_fact_type, @handle, index)
        [Native.rapport_fact_type_name(type).to_s.to_sym,
         Native.get_int32(:rapport_ruleset_fact_has_default, @handle, index) != 0,
         texts(:fact_value_count, :fact_value, index)]
      end
    end

    def personas = @personas ||= list(:persona, Persona)
    def scales = @scales ||= list(:scale, Scale) { |i| [texts(:scale_level_count, :scale_level_name, i)] }
    def cues = @cues ||= list(:cue, Cue)
    def policies = @policies ||= list(:policy, Policy)

    # What replies are held against.
    def checks
      @checks ||= list(:check, Check) do |index|
        [Native.get_int32(:rapport_ruleset_check_weight, @handle, index) / 1000.0,
         Native.get_int32(:rapport_ruleset_check_is_fatal, @handle, index) != 0]
      end
    end

    # The type of every declared fact, such as fact_types["tier"] == :enum.
    def fact_types = @fact_types ||= facts.to_h { |fact| [fact.id, fact.type] }.freeze

    # Decides about one record, a hash with the keys of docs/records.md.
    def decide(record, unknown_facts: :error)
      Decision.new(decide_json(JSON.generate(record), unknown_facts: unknown_facts))
    end

    # The same from JSON to JSON, exactly as the library writes it.
    def decide_json(record, unknown_facts: :error)
      workspace(:decision, unknown_facts) do |decision|
        Native.text_out do |json, length|
          Native.call(:rapport_decide_json, @handle, *Native.text(record), decision, json, length)
        end
      end
    end

    # Decides about many records in one call, one a line: JSON Lines in and out. A record that is
    # refused is answered with its error.
    def decide_lines(records, unknown_facts: :error)
      workspace(:decision, unknown_facts) do |decision|
        Native.text_out do |json, length|
          Native.call(:rapport_decide_lines, @handle, *Native.text(records), decision, json, length, nil)
        end
      end
    end

    # Reviews the last turn of a record, which is a public one by an agent, after those before it.
    # With `draft` what helps while the reply is being written: the tip, no score and no findings.
    def review(record, draft: false, unknown_facts: :error)
      Review.new(review_json(JSON.generate(record), draft: draft, unknown_facts: unknown_facts))
    end

    # The same from JSON to JSON, exactly as the library writes it.
    def review_json(record, draft: false, unknown_facts: :error)
      workspace(:review, unknown_facts) do |review|
        Native.text_out do |json, length|
          Native.call(:rapport_review_json, @handle, *Native.text(record), Review.detail(draft), review, json, length)
        end
      end
    end

    # Reviews the replies of many records in one call, JSON Lines in and out.
    def review_lines(records, draft: false, unknown_facts: :error)
      workspace(:review, unknown_facts) do |review|
        Native.text_out do |json, length|
          Native.call(:rapport_review_lines, @handle, *Native.text(records), Review.detail(draft), review, json,
                      length, nil)
        end
      end
    end

    # Why and why not: a hash with the keys of docs/records.md.
    def explain(record, unknown_facts: :error)
      JSON.parse(explain_json(JSON.generate(record), unknown_facts: unknown_facts), symbolize_names: true)
    end

    def explain_json(record, unknown_facts: :error)
      explanation = Native.make(:rapport_explanation_new, :explanation)
      unknown_facts = Native.constant(UNKNOWN_FACTS, unknown_facts, "unknown_facts")
      Native.get(:rapport_explanation_set_unknown_facts, explanation, unknown_facts)
      Native.text_out do |json, length|
        Native.call(:rapport_explain_json, @handle, *Native.text(record), explanation, json, length)
      end
    ensure
      explanation&.close
    end

    # Gives the memory back now; conversations go on. Not while another thread uses this object.
    def close
      @handle.close
      @spare.each_value(&:clear)
    end

    def closed? = @handle.closed?

    private

    # Yields a handle of a kind that no other thread uses. It is kept, since it grows with use.
    def workspace(kind, unknown_facts)
      policy = Native.constant(UNKNOWN_FACTS, unknown_facts, "unknown_facts")
      handle = @spare[kind].pop || Native.make("rapport_#{kind}_new", kind)
      Native.get("rapport_#{kind}_set_unknown_facts", handle, policy)
      yield handle
    ensure
      @spare[kind].push(handle) if handle && !closed?
    end

    # Every item of a kind as a record: the texts that the record's members name, then what the
    # block returns.
    def list(kind, record)
      fields = record.members & %i[id label display_name summary help when]
      Array.new(Native.get_count("rapport_ruleset_#{kind}_count", @handle)) do |index|
        values = fields.map { |field| Native.get_text("rapport_ruleset_#{kind}_#{field}", @handle, index) }
        record.new(*values, *(yield index if block_given?)).freeze
      end.freeze
    end

    def texts(count, item, index)
      Array.new(Native.get_count("rapport_ruleset_#{count}", @handle, index)) do |inner|
        Native.get_text("rapport_ruleset_#{item}", @handle, index, inner)
      end.freeze
    end
  end

  # The turns, facts, acknowledgements and overrides of one case. For one thread at a time.
  class Conversation
    SPEAKERS = { customer: 0, agent: 1, bot: 2, system: 3, third_party: 4 }.freeze
    VISIBILITIES = { public: 0, internal: 1 }.freeze
    FORMATS = { text: 0, html: 1, email: 2, transcript: 3 }.freeze
    ESCALATION_RULES = { hold: 0, suppress: 1 }.freeze

    # At most `turns` turns of `turn_bytes` bytes each; 0 stands for the library's limit.
    def initialize(rules, turns: 0, turn_bytes: 0)
      limits = [0, turns, turn_bytes].pack("L2J")
      limits[0, 4] = [limits.bytesize].pack("L")
      @handle = Native.make(:rapport_conversation_new, :conversation, rules.handle, limits)
      @fact_types = rules.fact_types
      @decision = Native.make(:rapport_decision_new, :decision)
    end

    # Appends a message. `at` is when it was sent or began, `ended` when a call ended: Times.
    def add_turn(text, by: :customer, at: nil, ended: nil, visibility: :public, format: :text,
                 language: "", id: "", author: "")
      numbers = [Native.constant(SPEAKERS, by, "by"), Native.constant(VISIBILITIES, visibility, "visibility"),
                 Native.constant(FORMATS, format, "format")]
      times = [Native.instant(at, "at"), Native.instant(ended, "ended")]
      with_turn(numbers, [text, language, id, author], times) do |turn|
        Native.call(:rapport_conversation_add_turn, @handle, turn)
      end
      self
    end

    # Sets a declared fact to true or false, a number, a string, a Time or a list of strings; nil
    # clears it. Where the pack declares a duration, a number is seconds, and a string text such as
    # "90d" or "1h30m".
    def set_fact(name, value)
      name = name.to_s
      case value
      when nil then clear_fact(name)
      when true, false then set(:bool, name, value ? 1 : 0)
      when String, Symbol
        return set(:duration, name, duration(name, value.to_s)) if @fact_types[name] == :duration

        set(:string, name, *Native.text(value))
      when Time then set(:timestamp, name, Native.instant(value, name))
      when Array then set_strings(name, value)
      when Numeric
        if @fact_types[name] == :duration
          set(:duration, name, Native.int64((value * 1_000_000).round))
        elsif value.is_a?(Integer)
          set(:int, name, Native.int64(value))
        else
          set(:double, name, value.to_f)
        end
      else raise TypeError, "no fact can be a #{value.class}: #{name}"
      end
    end
    alias []= set_fact

    # Makes a fact unknown again, or its default.
    def clear_fact(name)
      Native.call(:rapport_conversation_clear_fact, @handle, *Native.text(name))
      self
    end

    # Notes that the host has acted on the escalation to `route`.
    def acknowledge(route)
      Native.call(:rapport_conversation_acknowledge, @handle, *Native.text(route))
      self
    end

    # What a person, usually a supervisor, knows better than the rules: each of these holds until it is
    # released, whatever turns follow. `persona` may be "none". Scores and evidence stay what they are.
    def override_persona(persona)
      Native.call(:rapport_conversation_override_persona, @handle, *Native.text(persona))
      self
    end

    # `level` is from 0.
    def override_scale(scale, level)
      Native.call(:rapport_conversation_override_scale, @handle, *Native.text(scale), Native.int32(level))
      self
    end

    # With :hold the escalation to `route` stands, whether or not a policy asks for it; with :suppress
    # it does not, but for what policies of class `safety` ask for.
    def override_escalation(route, rule)
      number = Native.constant(ESCALATION_RULES, rule, "rule")
      Native.call(:rapport_conversation_override_escalation, @handle, *Native.text(route), number)
      self
    end

    def release_persona
      Native.get(:rapport_conversation_release_persona, @handle)
      self
    end

    def release_scale(scale)
      Native.call(:rapport_conversation_release_scale, @handle, *Native.text(scale))
      self
    end

    def release_escalation(route)
      Native.call(:rapport_conversation_release_escalation, @handle, *Native.text(route))
      self
    end

    # All of them.
    def release_overrides
      Native.get(:rapport_conversation_release_overrides, @handle)
      self
    end

    # Forgets turns, facts, acknowledgements and overrides.
    def reset
      Native.get(:rapport_conversation_reset, @handle)
      self
    end

    def turn_count = Native.get_count(:rapport_conversation_turn_count, @handle)

    # Decides about the conversation as it stands at `now`, a Time; by default the last turn's.
    def decide(now: nil, id: "")
      Native.call(:rapport_decide, @handle, Native.instant(now, "now"), @decision)
      Decision.new(Native.text_out do |json, length|
        Native.call(:rapport_decision_json, @decision, *Native.text(id), json, length)
      end)
    end

    # Reviews `reply` as the agent's next turn, one that is being written or one that was sent `at` a
    # Time. It is not added: use add_turn once it is sent. Without `now`, `at` is the time, else the
    # last turn's. With `draft` what helps while the reply is being written. As long as the
    # conversation and `now` are the same, a further call reads the reply and nothing else.
    def review(reply, now: nil, at: nil, format: :text, draft: false, id: "")
      Review.new(review_json(reply, now: now, at: at, format: format, draft: draft, id: id))
    end

    # The same as the library writes it.
    def review_json(reply, now: nil, at: nil, format: :text, draft: false, id: "")
      numbers = [SPEAKERS[:agent], VISIBILITIES[:public], Native.constant(FORMATS, format, "format")]
      now = Native.instant(now, "now")
      detail = Review.detail(draft)
      with_turn(numbers, [reply, "", "", ""], [Native.instant(at, "at"), 0]) do |turn|
        @review ||= Native.make(:rapport_review_new, :review)
        Native.call(:rapport_review_reply, @handle, turn, now, @review)
      end
      Native.text_out do |json, length|
        Native.call(:rapport_review_to_json, @review, detail, *Native.text(id), json, length)
      end
    end

    # Why and why not: a hash with the keys of docs/records.md.
    def explain(now: nil, id: "") = JSON.parse(explain_json(now: now, id: id), symbolize_names: true)

    def explain_json(now: nil, id: "")
      explanation = Native.make(:rapport_explanation_new, :explanation)
      Native.text_out do |json, length|
        Native.call(:rapport_explain, @handle, Native.instant(now, "now"), *Native.text(id), explanation,
                    json, length)
      end
    ensure
      explanation&.close
    end

    # Gives the memory back now.
    def close
      @handle.close
      @decision.close
      @review&.close
    end

    def closed? = @handle.closed?

    private

    UNITS = { "w" => 604_800_000_000, "d" => 86_400_000_000, "h" => 3_600_000_000, "m" => 60_000_000,
              "s" => 1_000_000, "ms" => 1000, "us" => 1 }.freeze
    PART = /(\d+)(?:\.(\d+))?(ms|us|[wdhms])/
    private_constant :UNITS, :PART

    # The microseconds of text such as "1h30m". Like the library, it takes six decimals.
    def duration(name, text)
      unless text.match?(/\A-?(?:#{PART})+\z/o)
        raise Error.new("fact '#{name}': not a duration such as \"2h\" or \"1h30m\": '#{text}'",
                        status: :invalid_argument, code: 1)
      end
      length = text.scan(PART).sum do |whole, decimals, unit|
        whole.to_i * UNITS[unit] + decimals.to_s.ljust(6, "0")[0, 6].to_i * UNITS[unit] / 1_000_000
      end
      Native.int64(text.start_with?("-") ? -length : length)
    end

    # Yields a turn as the structure of C, whose texts live as long as the block runs.
    def with_turn(numbers, given, times)
      texts = given.map { |value| Native.text(value) }
      pointers = texts.map { |value, _| Fiddle::Pointer[value] }
      pairs = pointers.zip(texts).flat_map { |pointer, (_, length)| [pointer.to_i, length] }
      turn = [0, *numbers, *pairs, *times].pack("Ll3J8q2")
      turn[0, 4] = [turn.bytesize].pack("L")
      yield turn
    end

    def set(type, name, *value)
      Native.call("rapport_conversation_set_#{type}", @handle, *Native.text(name), *value)
      self
    end

    def set_strings(name, values)
      texts = values.map { |value| Native.text(value) }
      pointers = texts.map { |value, _| Fiddle::Pointer[value] }
      set(:strings, name, pointers.map(&:to_i).pack("J*"), texts.map(&:last).pack("J*"), values.size)
    end
  end

  # What was decided, with the keys of docs/records.md as symbols. Immutable, and valid for ever.
  class Decision
    # The decision as the library wrote it.
    attr_reader :json

    def initialize(json) # :nodoc:
      @json = json.freeze
    end

    %i[id persona abstained top probability personas also scales contact needs open_questions promises
       actions forbidden approvals limits limit_reasons flags escalations evidence undetermined
       ruleset].each do |key|
      define_method(key) { to_h[key] }
    end

    # What a person decided in place of the rules; mostly nothing.
    def overridden = to_h.fetch(:overridden, [].freeze)

    # Protocols that have started: their `state`, `steps`, `faults`, and what is `next`; mostly nothing.
    def protocols = to_h.fetch(:protocols, [].freeze)

    def abstained? = !abstained.nil?

    # All of it. The `due` of an escalation or a promise is a Time or nil. Evidence also has its `kind`
    # (:cue, :condition or :word), and a reason of an action its own (:policy, :persona, :need or
    # :contact_kind), and the name of that as `id`.
    def to_h
      @to_h ||= begin
        hash = JSON.parse(@json, symbolize_names: true, freeze: true)
        actions = hash[:actions].map do |action|
          action.merge(reasons: named(action[:reasons], %i[policy persona need contact_kind])).freeze
        end
        hash.merge(promises: timed(hash[:promises]), actions: actions.freeze,
                   escalations: timed(hash[:escalations]),
                   evidence: named(hash[:evidence], %i[cue word condition])).freeze
      end
    end

    def deconstruct_keys(_keys) = to_h
    def [](key) = to_h[key]
    def ==(other) = other.is_a?(Decision) && json == other.json
    alias eql? ==
    def hash = json.hash
    alias to_s json

    private

    # The items with `due`, where there is one, as a Time.
    def timed(items)
      items.map { |item| item[:due] ? item.merge(due: Time.iso8601(item[:due]).freeze).freeze : item }.freeze
    end

    # The items with the one of `kinds` that each has, and the name that it has there.
    def named(items, kinds)
      items.map do |item|
        kind = kinds.find { |key| item.key?(key) }
        { kind: kind, id: item[kind], **item }.freeze
      end.freeze
    end
  end

  Native.load(Native.find)
end
