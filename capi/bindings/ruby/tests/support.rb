# frozen_string_literal: true

require "minitest/autorun"
require "open3"
require "rbconfig"
require "rapport"

SOURCE = ENV.fetch("RAPPORT_SOURCE_DIR")
LIBRARY_FOLDER = ENV.fetch("RAPPORT_LIB_DIR")
WORK = ENV.fetch("RAPPORT_WORK_DIR")

module Vectors
  module_function

  def read(name) = File.read("#{SOURCE}/tests/vectors/#{name}", encoding: "UTF-8")
  def lines(name) = read(name).lines(chomp: true)
  def pack = read("pack.yaml")
  def rules = @rules ||= built

  # The pack, which lists a word table.
  def builder = Rapport::Builder.new.add_text(pack).add_text(read("words.tsv"), name: "words.tsv")
  def built = builder.build

  # c.h and its parts.
  def header = Dir["#{SOURCE}/capi/include/rapport/c*.h"].sort.map { |name| File.read(name) }.join

  UNITS = { "d" => 86_400, "h" => 3600, "m" => 60, "s" => 1 }.freeze

  # "1h30m" in seconds.
  def seconds(text) = text.scan(/(\d+)([dhms])/).sum { |number, unit| number.to_i * UNITS[unit] }

  def time(text) = text && Time.iso8601(text)

  # What a decision's to_h is without what it adds to the JSON.
  def plain(hash)
    timed = ->(items) { items.map { |one| one[:due] ? one.merge(due: one[:due].iso8601) : one } }
    unnamed = ->(items) { items.map { |one| one.except(:kind, :id) } }
    actions = hash[:actions].map { |one| one.merge(reasons: unnamed.(one[:reasons])) }
    hash.merge(promises: timed.(hash[:promises]), actions: actions, escalations: timed.(hash[:escalations]),
               evidence: unnamed.(hash[:evidence]))
  end

  # A value of a record in the type that a host has it in.
  def native(type, value)
    case type
    when :duration then seconds(value)
    when :timestamp then time(value)
    else value
    end
  end

  # A record as turns, typed facts, acknowledgements and overrides.
  def conversation(record, conversation = Rapport::Conversation.new(rules))
    record.fetch("turns").each do |turn|
      options = turn.slice("by", "visibility", "format", "language", "id", "author").transform_keys(&:to_sym)
      conversation.add_turn(turn["text"], at: time(turn["at"]), ended: time(turn["end"]), **options)
    end
    record.fetch("facts", {}).each do |name, value|
      conversation.set_fact(name, native(rules.fact_types[name], value))
    end
    record.fetch("acknowledged", []).each { |route| conversation.acknowledge(route) }
    overrides = record.fetch("overrides", {})
    conversation.override_persona(overrides["persona"]) if overrides["persona"]
    overrides.fetch("scales", {}).each { |scale, level| conversation.override_scale(scale, level) }
    overrides.fetch("escalations", {}).each { |route, rule| conversation.override_escalation(route, rule) }
    conversation
  end
end

module Helpers
  def rules = Vectors.rules

  # The Rapport::Error that the block raises.
  def refused(status, &block)
    error = assert_raises(Rapport::Error, &block)
    assert_equal status, error.status, error.message
    error
  end

  def resident_megabytes = File.read("/proc/self/statm").split[1].to_i * 4096 / 1_000_000

  # Runs Ruby anew, where the library is found in another way.
  def ruby(*arguments, **environment)
    Open3.capture2e(environment.transform_keys(&:to_s), RbConfig.ruby, "-w", *arguments)
  end
end
