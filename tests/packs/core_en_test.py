"""What the default pack promises as a whole: every type and its required actions, lines to say, the
reasons to escalate, and enough tests, near misses among them, for needs and promises too.

    core_en_test.py RAPPORT SOURCE_DIR
"""
import glob
import os
import sys

try:
    import yaml
except ImportError:
    print("SKIPPED: python3-yaml is not installed")
    sys.exit(77)

PLAYBOOKS = {
    "decision_maker": ["answer_promptly", "give_clear_information", "offer_solution"],
    "analytical_thinker": ["give_facts_and_figures", "explain_reasoning", "answer_every_question",
                           "be_patient_with_detail"],
    "indecisive": ["recommend_option", "present_options", "weigh_pros_and_cons", "reassure_choice"],
    "bargain_hunter": ["highlight_value", "compare_prices", "offer_discount"],
    "high_maintenance": ["give_personal_attention", "respond_attentively", "set_clear_boundaries",
                         "manage_expectations"],
    "loyalist": ["acknowledge_loyalty", "offer_exclusive_reward", "nurture_relationship",
                 "keep_engaged"],
    "impatient": ["serve_fast", "follow_up_promptly", "keep_updated", "apologise_for_delay",
                  "rectify_delay"],
    "skeptic": ["share_testimonials", "offer_trial", "be_transparent", "address_concerns",
                "stress_credibility"],
    "chatty": ["be_friendly", "listen_attentively", "converse_casually", "keep_to_the_point"],
    "demanding": ["listen_actively", "show_empathy", "go_extra_mile", "stay_calm_and_patient",
                  "exceed_expectations"],
}
REASONS = """sla_warning sla_breach repeat_contact reopened asks_supervisor authority_needed churn_risk
vip_risk low_rating public_threat legal_threat regulator_mention abuse violence_threat
vulnerable_customer data_breach fraud_risk safety_risk low_confidence self_harm_risk asks_human
injury promise_broken""".split()


def main():
    folder = os.path.join(sys.argv[2], "rules", "core-en")
    merged = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.yaml"))):
        with open(path, encoding="utf-8") as file:
            for key, value in yaml.safe_load(file).items():
                if isinstance(value, list):
                    merged.setdefault(key, []).extend(value)
                elif isinstance(value, dict):
                    merged.setdefault(key, {}).update(value)
    failures = []

    def require(holds, message):
        if not holds:
            failures.append(message)

    for persona, actions in PLAYBOOKS.items():
        playbook = merged["personas"][persona]["playbook"]
        for action in actions:
            require(action in playbook, f"{persona}: {action} is not in the playbook")
    for name, action in merged["actions"].items():
        require(len(action.get("say", [])) >= 2, f"action {name}: fewer than two lines to say")
    reasons = {p["escalate"]["reason"] for p in merged["policies"] if "escalate" in p}
    for reason in REASONS:
        require(reason in reasons, f"no policy escalates for {reason}")
    for scale in ("hostility", "urgency", "churn_risk", "satisfaction"):
        require(scale in merged["scales"], f"no scale {scale}")

    tests = merged["tests"]
    for persona in list(PLAYBOOKS) + ["none"]:
        count = sum(t["expect"].get("persona") == persona for t in tests)
        require(count >= 15, f"only {count} tests expect {persona}")
    def shown(key):
        """The expected values of a key of `expect`: a name, a list of names or a map."""
        return [v for t in tests for v in (lambda e: [e] if isinstance(e, str) else e)(
            t["expect"].get(key, []))]

    for kind in merged["contact_kinds"]:
        require(kind["id"] in shown("contact"), f"no test expects the kind {kind['id']}")
    for need in merged["needs"]:
        require(need in shown("needs"), f"no test expects the need {need}")
        require(need in shown("needs_not"), f"no test nearly shows the need {need}")
    promised = [(p, s) for t in tests for p, s in t["expect"].get("promises", {}).items()]
    for promise in merged["promises"]:
        states = {s for p, s in promised if p == promise}
        require(states - {"none"}, f"no test expects the promise {promise}")
        require("none" in states, f"no test nearly makes the promise {promise}")

    acting = [t for t in tests if set(t["expect"]) & {
        "escalates", "reasons", "reasons_not", "scales", "min_scales", "max_scales"}]
    quiet = [t for t in acting if t["expect"].get("escalates") is False or
             set(t["expect"]) & {"reasons_not", "max_scales"}]
    require(len(acting) >= 60, f"only {len(acting)} tests of escalation and hostility")
    require(3 * len(quiet) >= len(acting), f"only {len(quiet)} of {len(acting)} are near misses")

    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(tests)} tests, {len(merged['actions'])} actions, {len(merged['policies'])} policies, "
          f"{len(merged['cues'])} cues; {len(failures)} promises broken")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
