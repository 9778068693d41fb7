# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "rapport"
  spec.version = File.read(File.join(__dir__, "lib/rapport.rb"))[/VERSION = "(.+)"/, 1]
  spec.summary = "Rules about customers' conversations: who writes, how, and what to do"
  spec.description = "Ruby interface of Rapport, an embeddable library of customer-interaction rules."
  spec.authors = ["The Rapport authors"]
  spec.license = "Apache-2.0"
  spec.required_ruby_version = ">= 3.1"
  # A librapport.so.0 in lib/rapport/ is carried along, and a LICENSE beside this file.
  spec.files = Dir.chdir(__dir__) { Dir["lib/**/*", "examples/*.rb", "README.md", "LICENSE", "THIRD_PARTY_LICENSES"] }
end
