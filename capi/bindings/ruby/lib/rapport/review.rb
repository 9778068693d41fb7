# frozen_string_literal: true

module Rapport
  # What is said of a reply, with the keys of docs/records.md as symbols. Immutable, and valid for
  # ever. Of a draft it has `blocked` and the tip, but no score, findings and persona.
  class Review
    DETAILS = { all: 0, draft: 1 }.freeze

    def self.detail(draft) = DETAILS[draft ? :draft : :all] # :nodoc:

    # The review as the library wrote it.
    attr_reader :json

    def initialize(json) # :nodoc:
      @json = json.freeze
    end

    %i[id tip score findings persona ruleset].each { |key| define_method(key) { to_h[key] } }

    # Whether a fatal check failed: the reply should not be sent as it is.
    def blocked? = to_h[:blocked]

    # All of it. The `tip` is the finding to mend first, whole, or nil.
    def to_h
      @to_h ||= begin
        hash = JSON.parse(@json, symbolize_names: true, freeze: true)
        tip = hash[:tip]
        tip = hash[:findings].find { |finding| finding[:check] == tip } if tip.is_a?(String)
        { findings: [].freeze, **hash, tip: tip }.freeze
      end
    end

    def deconstruct_keys(_keys) = to_h
    def [](key) = to_h[key]
    def ==(other) = other.is_a?(Review) && json == other.json
    alias eql? ==
    def hash = json.hash
    alias to_s json
  end
end
