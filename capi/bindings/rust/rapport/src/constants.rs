//! The constants of the C interface as enums.

use std::fmt;
use std::str::FromStr;

use rapport_sys as sys;

use crate::{read, Error};

/// What the library returns: further values may come with later versions.
macro_rules! outputs {
    ($(
        $(#[$doc:meta])*
        $name:ident named by $function:ident {
            $($(#[$variant_doc:meta])* $variant:ident = $constant:ident,)+
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A value of a newer library, by its number.
            Other(i32),
        }

        impl $name {
            pub(crate) fn from_raw(value: i32) -> Self {
                match value {
                    $(sys::$constant => Self::$variant,)+
                    other => Self::Other(other),
                }
            }

            /// Its number in C.
            pub fn code(self) -> i32 {
                match self {
                    $(Self::$variant => sys::$constant,)+
                    Self::Other(value) => value,
                }
            }

            /// The word that packs and records use for it.
            pub fn as_str(self) -> &'static str {
                // SAFETY: takes any number and returns a static string.
                unsafe { read::static_text(sys::$function(self.code())) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    )+};
}

/// What the library takes, with the words that records use.
macro_rules! inputs {
    ($(
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$variant_doc:meta])* $variant:ident = $constant:ident $word:literal,)+
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Its number in C.
            pub fn code(self) -> i32 {
                match self {
                    $(Self::$variant => sys::$constant,)+
                }
            }

            /// The word that records use for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self, Error> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Error::new(
                        Status::InvalidArgument,
                        format!("'{}' is not one of: {}", word, [$($word),+].join(", ")),
                    )),
                }
            }
        }
    )+};
}

outputs! {
    /// Why a call failed.
    Status named by rapport_status_name {
        /// An argument is malformed or out of range.
        InvalidArgument = RAPPORT_INVALID_ARGUMENT,
        /// The packs have errors; see [`Error::diagnostics`].
        InvalidPack = RAPPORT_INVALID_PACK,
        /// A name or index does not exist.
        NotFound = RAPPORT_NOT_FOUND,
        /// A stated limit; the object is unchanged.
        LimitExceeded = RAPPORT_LIMIT_EXCEEDED,
        /// A call out of order, or a library with another interface.
        InvalidState = RAPPORT_INVALID_STATE,
        /// A file could not be read.
        Io = RAPPORT_IO,
        /// A defect in Rapport; please report it.
        Internal = RAPPORT_INTERNAL,
        /// The object may hold a part of the work: reset or drop it.
        OutOfMemory = RAPPORT_OUT_OF_MEMORY,
    }

    /// Severity of a diagnostic.
    Severity named by rapport_severity_name {
        /// The packs cannot be compiled.
        Error = RAPPORT_SEVERITY_ERROR,
        /// The packs can be compiled, but this is probably not meant.
        Warning = RAPPORT_SEVERITY_WARNING,
    }

    /// Type of a fact.
    FactType named by rapport_fact_type_name {
        /// True or false.
        Bool = RAPPORT_FACT_BOOL,
        /// A whole number of 64 bits.
        Int = RAPPORT_FACT_INT,
        /// Any number.
        Double = RAPPORT_FACT_DOUBLE,
        /// A text.
        String = RAPPORT_FACT_STRING,
        /// One of the texts that are declared.
        Enum = RAPPORT_FACT_ENUM,
        /// A length of time.
        Duration = RAPPORT_FACT_DURATION,
        /// An instant.
        Timestamp = RAPPORT_FACT_TIMESTAMP,
        /// A list of texts.
        Strings = RAPPORT_FACT_STRINGS,
    }

    /// Why no persona is reported.
    Abstained named by rapport_abstained_name {
        /// The best is not probable enough.
        Threshold = RAPPORT_ABSTAINED_THRESHOLD,
        /// The best does not beat `none` by enough.
        Margin = RAPPORT_ABSTAINED_MARGIN,
        /// Nothing speaks for any persona.
        NoEvidence = RAPPORT_ABSTAINED_NO_EVIDENCE,
        /// The pack does not serve the customer's language.
        Language = RAPPORT_ABSTAINED_LANGUAGE,
        /// A person said so.
        Override = RAPPORT_ABSTAINED_OVERRIDE,
    }

    /// What counted for a decision.
    EvidenceKind named by rapport_evidence_kind_name {
        /// A hit of a cue.
        Cue = RAPPORT_EVIDENCE_CUE,
        /// A condition that holds.
        Condition = RAPPORT_EVIDENCE_CONDITION,
        /// A word, or a pair of words, of the word tables.
        Word = RAPPORT_EVIDENCE_WORD,
    }

    /// Who does an action.
    Performer named by rapport_performer_name {
        /// The person who talks to the customer.
        Agent = RAPPORT_PERFORMER_AGENT,
        /// The host's software.
        System = RAPPORT_PERFORMER_SYSTEM,
        /// Whoever is in charge of the agent.
        Supervisor = RAPPORT_PERFORMER_SUPERVISOR,
    }

    /// Kind of an action.
    ActionKind named by rapport_action_kind_name {
        /// Protects somebody.
        Safety = RAPPORT_ACTION_SAFETY,
        /// Calms a conversation down.
        DeEscalation = RAPPORT_ACTION_DE_ESCALATION,
        /// Says what is not accepted.
        Boundary = RAPPORT_ACTION_BOUNDARY,
        /// Says sorry.
        Apology = RAPPORT_ACTION_APOLOGY,
        /// Solves the matter.
        Service = RAPPORT_ACTION_SERVICE,
        /// Tells something.
        Information = RAPPORT_ACTION_INFORMATION,
        /// Offers something.
        Offer = RAPPORT_ACTION_OFFER,
        /// Cares for the relationship.
        Relationship = RAPPORT_ACTION_RELATIONSHIP,
        /// Steers the conversation.
        Conversation = RAPPORT_ACTION_CONVERSATION,
        /// Comes back later.
        FollowUp = RAPPORT_ACTION_FOLLOW_UP,
        /// Hands over to somebody else.
        Handover = RAPPORT_ACTION_HANDOVER,
    }
}

outputs! {
    /// What was overridden.
    OverrideKind named by rapport_override_kind_name {
        /// The customer type.
        Persona = RAPPORT_OVERRIDE_PERSONA,
        /// The level of a scale.
        Scale = RAPPORT_OVERRIDE_SCALE,
        /// Whether an escalation stands.
        Escalation = RAPPORT_OVERRIDE_ESCALATION,
    }

    /// What could not be determined.
    UndeterminedKind named by rapport_undetermined_kind_name {
        /// A condition of the pack.
        Condition = RAPPORT_UNDETERMINED_CONDITION,
        /// A policy.
        Policy = RAPPORT_UNDETERMINED_POLICY,
        /// A need of the customer.
        Need = RAPPORT_UNDETERMINED_NEED,
        /// A kind of contact.
        ContactKind = RAPPORT_UNDETERMINED_CONTACT_KIND,
    }

    /// Whether a promise was kept.
    PromiseState named by rapport_promise_state_name {
        /// Not yet, and it need not have been.
        Open = RAPPORT_PROMISE_OPEN,
        /// It was.
        Kept = RAPPORT_PROMISE_KEPT,
        /// Its time is over.
        Overdue = RAPPORT_PROMISE_OVERDUE,
    }

    /// How far a step of a protocol is.
    StepStatus named by rapport_step_status_name {
        /// It is to be done later.
        Open = RAPPORT_STEP_OPEN,
        /// It is to be done now.
        Next = RAPPORT_STEP_NEXT,
        /// An agent has done it.
        Done = RAPPORT_STEP_DONE,
        /// It is not called for here.
        NotNeeded = RAPPORT_STEP_NOT_NEEDED,
        /// It is to be kept to all the time.
        Throughout = RAPPORT_STEP_THROUGHOUT,
    }

    /// What a check says of a reply.
    CheckResult named by rapport_check_result_name {
        /// What a good reply needs here is there.
        Pass = RAPPORT_CHECK_PASS,
        /// Something is missing, or should not be there.
        Fail = RAPPORT_CHECK_FAIL,
        /// Not called for here.
        NotApplicable = RAPPORT_CHECK_NOT_APPLICABLE,
    }

    /// Why a check failed.
    FailReason named by rapport_fail_reason_name {
        /// Nothing of what the check expects is in the reply.
        Missing = RAPPORT_FAIL_MISSING,
        /// The reply holds what it should not; the spans show it.
        Fault = RAPPORT_FAIL_FAULT,
        /// The check's condition is not true.
        Condition = RAPPORT_FAIL_CONDITION,
        /// An amount is above the limit in force.
        OverLimit = RAPPORT_FAIL_OVER_LIMIT,
        /// The reply does what a policy forbids.
        Forbidden = RAPPORT_FAIL_FORBIDDEN,
        /// The reply does what needs approval first.
        Approval = RAPPORT_FAIL_APPROVAL,
    }
}

inputs! {
    /// Who speaks.
    Speaker {
        /// The customer, whose words are read.
        Customer = RAPPORT_SPEAKER_CUSTOMER "customer",
        /// A person who answers the customer.
        Agent = RAPPORT_SPEAKER_AGENT "agent",
        /// A program that answers the customer.
        Bot = RAPPORT_SPEAKER_BOT "bot",
        /// A notice that nobody wrote.
        System = RAPPORT_SPEAKER_SYSTEM "system",
        /// Anybody else.
        ThirdParty = RAPPORT_SPEAKER_THIRD_PARTY "third_party",
    }

    /// Who sees a turn.
    Visibility {
        /// The customer, too.
        Public = RAPPORT_VISIBILITY_PUBLIC "public",
        /// Colleagues only; such a note is never read as a reply.
        Internal = RAPPORT_VISIBILITY_INTERNAL "internal",
    }

    /// How the text of a turn is written.
    Format {
        /// As it is.
        Text = RAPPORT_FORMAT_TEXT "text",
        /// HTML, of which the visible text is read.
        Html = RAPPORT_FORMAT_HTML "html",
        /// A mail, which may hold quotes of earlier ones and a signature.
        Email = RAPPORT_FORMAT_EMAIL "email",
        /// Speech that was written down.
        Transcript = RAPPORT_FORMAT_TRANSCRIPT "transcript",
    }

    /// What a person decided about the escalations of a route, in place of the policies.
    EscalationRule {
        /// It stands, whether or not a policy asks for it.
        Hold = RAPPORT_ESCALATION_HOLD "hold",
        /// It does not stand, but for what policies of class `safety` ask for.
        Suppress = RAPPORT_ESCALATION_SUPPRESS "suppress",
    }

    /// How much of a review is written as JSON.
    ReviewDetail {
        /// Every finding, and the score.
        All = RAPPORT_REVIEW_ALL "all",
        /// What helps while the reply is being written: whether it is blocked, and the tip.
        Draft = RAPPORT_REVIEW_DRAFT "draft",
    }

    /// What is done about facts of a record that no pack declares.
    UnknownFacts {
        /// The record is refused, since it may be a typing error.
        Error = RAPPORT_UNKNOWN_FACTS_ERROR "error",
        /// They are ignored.
        Ignore = RAPPORT_UNKNOWN_FACTS_IGNORE "ignore",
    }
}
