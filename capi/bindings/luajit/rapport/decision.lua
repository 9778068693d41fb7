-- Reads a decision through the getters of c.h into a table with the keys of docs/records.md.

local native = require "rapport.native"
local out, list = native.out, native.list

local Decision = {__tostring = function(self) return self.json end}
Decision.__index = Decision

-- What was overridden.
local PERSONA, SCALE = 0, 1

-- Nil instead of the empty text, for keys that are absent then.
local function some(text) return text ~= "" and text or nil end

-- True, or nil for a key that is absent then.
local function mark(condition) return condition or nil end

local function read(decision, json)
  local function text(name, ...) return native.get_text("decision_" .. name, decision, ...) end
  local function count(name, ...) return native.get_count("decision_" .. name, decision, ...) end
  local function int32(name, ...) return native.get_int32("decision_" .. name, decision, ...) end
  local function int64(name, ...) return native.get_int64("decision_" .. name, decision, ...) end
  local function bool(name, ...) return native.get_bool("decision_" .. name, decision, ...) end
  -- Adds where something stands, from the getter `name`, to `item`; nothing when it stands nowhere.
  local function place(item, name, ...)
    native.get_span("decision_" .. name, decision, ...)
    if out.int32[0] < 0 then return item end
    item.turn, item.start, item["end"] = out.int32[0], out.uint32[0], out.uint32[1]
    return item
  end
  -- The words at `name`, all of one item's or all of the decision's.
  local function texts(counter, name, ...)
    local index = ...
    return list(count(counter, ...), function(inner)
      if index then return text(name, index, inner) end
      return text(name, inner)
    end)
  end

  local self = setmetatable({json = json}, Decision)
  self.persona = text("persona")
  self.abstained = some(native.word("abstained", int32("abstained")))
  self.top = text("top")
  self.probability = int32("probability") / 10000
  self.ruleset = text("ruleset_name")
  self.also = texts("also_count", "also")

  self.personas = {}
  self.scores = list(count("score_count"), function(i)
    local score = {
      persona = text("score_persona", i),
      score = int32("score_value", i) / 1000,
      probability = int32("score_probability", i) / 10000,
    }
    self.personas[score.persona] = score.probability
    return score
  end)

  self.scales, self.scale_names = {}, {}
  for i = 0, count("scale_count") - 1 do
    local id, level = text("scale_id", i), int32("scale_level", i)
    if level >= 0 then
      self.scales[id] = level
      self.scale_names[id] = text("scale_level_name", i)
    end
  end

  self.contact = {
    kind = text("contact_kind"),
    label = some(text("contact_label")),
    also = texts("contact_also_count", "contact_also"),
  }

  self.needs = list(count("need_count"), function(i)
    local need = place({id = text("need_id", i), label = text("need_label", i)}, "need_span", i)
    if need.turn then need.text = text("need_text", i) end
    return need
  end)

  self.open_questions = list(count("open_question_count"), function(i)
    return place({text = text("open_question_text", i)}, "open_question_span", i)
  end)

  self.promises = list(count("promise_count"), function(i)
    local due = int64("promise_due", i)
    return place({
      id = text("promise_id", i),
      label = text("promise_label", i),
      text = text("promise_text", i),
      due = due ~= 0 and due / 1e6 or nil,
      state = native.word("promise_state", int32("promise_state", i)),
    }, "promise_span", i)
  end)

  self.approvals = {}
  self.actions = list(count("action_count"), function(i)
    local action = {
      id = text("action_id", i),
      label = text("action_label", i),
      by = native.word("performer", int32("action_by", i)),
      kind = native.word("action_kind", int32("action_kind", i)),
      reasons = list(count("action_reason_count", i), function(j)
        local key = native.word("reason_kind", int32("action_reason_kind", i, j))
        return {[key] = text("action_reason", i, j)}
      end),
      say = texts("action_say_count", "action_say", i),
      approval_from = some(text("action_approval_from", i)),
      availability_unknown = mark(not bool("action_availability_known", i)),
    }
    if action.approval_from then
      table.insert(self.approvals, {action = action.id, from = action.approval_from})
    end
    return action
  end)

  self.forbidden = list(count("forbidden_count"), function(i)
    return {
      id = text("forbidden_action", i),
      policy = text("forbidden_policy", i),
      undetermined = mark(bool("forbidden_undetermined", i)),
    }
  end)

  self.limits = {}
  self.limit_reasons = list(count("limit_count"), function(i)
    local id = text("limit_id", i)
    self.limits[id] = int64("limit_value", i)
    return {
      limit = id,
      unit = text("limit_unit", i),
      policy = text("limit_policy", i),
      undetermined = mark(bool("limit_undetermined", i)),
    }
  end)

  self.flags = list(count("flag_count"), function(i)
    return {id = text("flag_id", i), policy = text("flag_policy", i)}
  end)

  self.escalations = list(count("escalation_count"), function(i)
    local due = int64("escalation_due", i)
    return {
      to = text("escalation_to", i),
      label = text("escalation_label", i),
      level = int32("escalation_level", i),
      reasons = texts("escalation_reason_count", "escalation_reason", i),
      policies = texts("escalation_reason_count", "escalation_policy", i),
      due = due ~= 0 and due / 1e6 or nil,
      since_turn = int32("escalation_since_turn", i),
      new = bool("escalation_is_new", i),
    }
  end)

  self.evidence = list(count("evidence_count"), function(i)
    local item = {
      kind = native.word("evidence_kind", int32("evidence_kind", i)),
      id = text("evidence_id", i),
      persona = some(text("evidence_persona", i)),
      weight = int32("evidence_weight", i) / 1000,
    }
    item[item.kind] = item.id
    if item.kind ~= "condition" then
      item.text = text("evidence_text", i)
      place(item, "evidence_span", i)
    end
    return item
  end)

  self.undetermined = list(count("undetermined_count"), function(i)
    local key = native.word("undetermined_kind", int32("undetermined_kind", i))
    return {
      [key] = text("undetermined_id", i),
      missing = texts("undetermined_missing_count", "undetermined_missing", i),
      error = some(text("undetermined_error", i)),
    }
  end)

  self.overridden = list(count("overridden_count"), function(i)
    local kind, id = int32("overridden_kind", i), text("overridden_id", i)
    if kind == PERSONA then return {persona = id, found = text("overridden_found", i)} end
    if kind == SCALE then
      local found = int32("overridden_found_level", i)
      return {scale = id, level = int32("overridden_level", i), found = found >= 0 and found or nil}
    end
    return {
      escalation = id,
      override = native.word("escalation_override", int32("overridden_rule", i)),
      found = texts("overridden_reason_count", "overridden_reason", i),
      policies = texts("overridden_reason_count", "overridden_policy", i),
    }
  end)

  self.protocols = list(count("protocol_count"), function(i)
    return {
      id = text("protocol_id", i),
      label = text("protocol_label", i),
      state = text("protocol_state", i),
      state_label = text("protocol_state_label", i),
      ended = mark(bool("protocol_ended", i)),
      started_turn = int32("protocol_started_turn", i),
      since_turn = int32("protocol_since_turn", i),
      next = some(text("protocol_next", i)),
      steps = list(count("protocol_step_count", i), function(j)
        return place({
          id = text("protocol_step_id", i, j),
          label = text("protocol_step_label", i, j),
          status = native.word("step_status", int32("protocol_step_status", i, j)),
          action = some(text("protocol_step_action", i, j)),
        }, "protocol_step_span", i, j)
      end),
      faults = list(count("protocol_fault_count", i), function(j)
        return place({
          id = text("protocol_fault_id", i, j),
          label = text("protocol_fault_label", i, j),
        }, "protocol_fault_span", i, j)
      end),
    }
  end)
  return self
end

return {Decision = Decision, read = read}
