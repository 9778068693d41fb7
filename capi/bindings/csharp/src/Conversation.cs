using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Rapport {

/// <summary>The turns, facts, acknowledgements and overrides of one case. For one thread at a time.</summary>
public sealed class Conversation : IDisposable {
  private readonly ConversationHandle _handle;
  private readonly DecisionHandle _decision = new DecisionHandle();
  private readonly IReadOnlyDictionary<string, FactType> _factTypes;
  private ReviewHandle _review;  // made for the first review; it knows the conversation

  /// <summary>At most so many turns of so many bytes each; 0 stands for the library's limit.</summary>
  public Conversation(RuleSet rules, int turns = 0, int turnBytes = 0) {
    if (rules == null) throw new ArgumentNullException("rules");
    _factTypes = rules.FactTypes;
    var limits = new Native.Limits {
      StructSize = (uint)Marshal.SizeOf(typeof(Native.Limits)), Turns = checked((uint)turns),
      TurnBytes = (UIntPtr)checked((uint)turnBytes),
    };
    IntPtr conversation, error;
    Native.Check(Native.Function<Native.MakeConversation>("conversation_new")(
        rules.Handle, ref limits, out conversation, out error), error);
    _handle = new ConversationHandle(conversation);
  }

  /// <summary>Appends a message. <paramref name="at"/> is when it was sent or began,
  /// <paramref name="ended"/> when a call ended.</summary>
  public Conversation AddTurn(string text, Speaker by = Speaker.Customer, DateTimeOffset? at = null,
                              DateTimeOffset? ended = null, Visibility visibility = Visibility.Public,
                              TextFormat format = TextFormat.Text, string language = "", string id = "",
                              string author = "") {
    using (var pins = new Pins(Native.Bytes(text, "text"), Native.Bytes(language, "language"),
                               Native.Bytes(id, "id"), Native.Bytes(author, "author"))) {
      var turn = new Native.Turn {
        StructSize = (uint)Marshal.SizeOf(typeof(Native.Turn)),
        By = (int)by, Visibility = (int)visibility, Format = (int)format,
        Text = pins.Pointers[0], TextLength = pins.Lengths[0],
        Language = pins.Pointers[1], LanguageLength = pins.Lengths[1],
        Id = pins.Pointers[2], IdLength = pins.Lengths[2],
        Author = pins.Pointers[3], AuthorLength = pins.Lengths[3],
        At = Times.Instant(at), End = Times.Instant(ended),
      };
      IntPtr error;
      Native.Check(Native.Function<Native.GiveTurn>("conversation_add_turn")(_handle, ref turn, out error),
                   error);
    }
    return this;
  }

  public Conversation SetFact(string fact, bool value) {
    byte[] name = Native.Bytes(fact, "fact");
    IntPtr error;
    Native.Check(Native.Function<Native.SetInt32>("conversation_set_bool")(
        _handle, name, Native.Length(name), value ? 1 : 0, out error), error);
    return this;
  }

  public Conversation SetFact(string fact, long value) { return Set("int", fact, value); }

  public Conversation SetFact(string fact, double value) {
    byte[] name = Native.Bytes(fact, "fact");
    IntPtr error;
    Native.Check(Native.Function<Native.SetDouble>("conversation_set_double")(
        _handle, name, Native.Length(name), value, out error), error);
    return this;
  }

  /// <summary>Also an enum's value, and text such as "90d" or "1h30m" where the pack declares a
  /// duration.</summary>
  public Conversation SetFact(string fact, string value) {
    FactType type;
    if (fact != null && value != null && _factTypes.TryGetValue(fact, out type) &&
        type == FactType.Duration) {
      long? length = Durations.Parse(value);
      if (length.HasValue) return Set("duration", fact, length.Value);
      throw RapportException.Invalid("fact '" + fact + "': not a duration such as \"2h\" or \"1h30m\": '" +
                                     value + "'");
    }
    byte[] name = Native.Bytes(fact, "fact"), bytes = Native.Bytes(value, "value");
    IntPtr error;
    Native.Check(Native.Function<Native.GiveTexts>("conversation_set_string")(
        _handle, name, Native.Length(name), bytes, Native.Length(bytes), out error), error);
    return this;
  }

  public Conversation SetFact(string fact, TimeSpan value) {
    return Set("duration", fact, value.Ticks / 10);
  }

  public Conversation SetFact(string fact, DateTimeOffset value) {
    return Set("timestamp", fact, Times.Instant(value));
  }

  public Conversation SetFact(string fact, IEnumerable<string> values) {
    if (values == null) throw new ArgumentNullException("values");
    byte[] name = Native.Bytes(fact, "fact");
    using (var pins = new Pins(values.Select(value => Native.Bytes(value, "values")).ToArray())) {
      IntPtr error;
      Native.Check(Native.Function<Native.SetStrings>("conversation_set_strings")(
          _handle, name, Native.Length(name), pins.Pointers, pins.Lengths,
          (UIntPtr)(uint)pins.Pointers.Length, out error), error);
    }
    return this;
  }

  private Conversation Set(string type, string fact, long value) {
    byte[] name = Native.Bytes(fact, "fact");
    IntPtr error;
    Native.Check(Native.Function<Native.SetInt64>("conversation_set_" + type)(
        _handle, name, Native.Length(name), value, out error), error);
    return this;
  }

  /// <summary>Makes a fact unknown again, or its default.</summary>
  public Conversation ClearFact(string fact) { return Give("clear_fact", fact, "fact"); }

  /// <summary>Notes that the host has acted on the escalation to a route.</summary>
  public Conversation Acknowledge(string route) { return Give("acknowledge", route, "route"); }

  /// <summary>Sets the persona in place of what the rules find, or "none": what a person, usually a
  /// supervisor, knows better. Like every override it holds until it is released, whatever turns follow.
  /// </summary>
  public Conversation OverridePersona(string persona) {
    return Give("override_persona", persona, "persona");
  }

  public Conversation ReleasePersona() { return Act("release_persona"); }

  /// <summary>Sets the level of a scale, from 0.</summary>
  public Conversation OverrideScale(string scale, int level) {
    return Give("override_scale", scale, level, "scale");
  }

  public Conversation ReleaseScale(string scale) { return Give("release_scale", scale, "scale"); }

  /// <summary>Says whether the escalation to a route stands.</summary>
  public Conversation OverrideEscalation(string route, EscalationRule rule) {
    return Give("override_escalation", route, (int)rule, "route");
  }

  public Conversation ReleaseEscalation(string route) { return Give("release_escalation", route, "route"); }

  /// <summary>Releases all overrides.</summary>
  public Conversation ReleaseOverrides() { return Act("release_overrides"); }

  private Conversation Act(string function) {
    Native.Check(Native.Function<Native.Act>("conversation_" + function)(_handle), function);
    return this;
  }

  private Conversation Give(string function, string text, int number, string parameter) {
    byte[] bytes = Native.Bytes(text, parameter);
    IntPtr error;
    Native.Check(Native.Function<Native.SetInt32>("conversation_" + function)(
        _handle, bytes, Native.Length(bytes), number, out error), error);
    return this;
  }

  private Conversation Give(string function, string text, string parameter) {
    byte[] bytes = Native.Bytes(text, parameter);
    IntPtr error;
    Native.Check(Native.Function<Native.GiveText>("conversation_" + function)(
        _handle, bytes, Native.Length(bytes), out error), error);
    return this;
  }

  /// <summary>Forgets turns, facts, acknowledgements and overrides.</summary>
  public Conversation Reset() { return Act("reset"); }

  public int TurnCount { get { return new Getters(_handle, "conversation").Count("turn_count"); } }

  /// <summary>Decides about the conversation as it stands; by default at the last turn's time.</summary>
  public Decision Decide(DateTimeOffset? now = null, string id = "") {
    byte[] bytes = Native.Bytes(id, "id");
    IntPtr json, error;
    UIntPtr length;
    Native.Check(Native.Function<Native.Decide>("decide")(_handle, Times.Instant(now), _decision, out error),
                 error);
    Native.Check(Native.Function<Native.DecisionJson>("decision_json")(
        _decision, bytes, Native.Length(bytes), out json, out length, out error), error);
    return new Decision(_decision, Native.Copy(json, length));
  }

  /// <summary>Reviews a text as the agent's next turn, one that is being written or one that was sent
  /// <paramref name="at"/> a time. It is not added: use <c>AddTurn</c> once it is sent. Without
  /// <paramref name="now"/> that is the time, else the last turn's. As long as the conversation and
  /// <paramref name="now"/> are the same, a further call reads the reply and nothing else.</summary>
  public Review Review(string reply, DateTimeOffset? now = null, string id = "", DateTimeOffset? at = null,
                       TextFormat format = TextFormat.Text, ReviewDetail detail = ReviewDetail.All) {
    byte[] idBytes = Native.Bytes(id, "id");
    IntPtr json, error;
    UIntPtr length;
    using (var pins = new Pins(Native.Bytes(reply, "reply"))) {
      var turn = new Native.Turn {
        StructSize = (uint)Marshal.SizeOf(typeof(Native.Turn)), By = (int)Speaker.Agent,
        Format = (int)format, Text = pins.Pointers[0], TextLength = pins.Lengths[0], At = Times.Instant(at),
      };
      if (_review == null) _review = new ReviewHandle();
      Native.Check(Native.Function<Native.ReviewReply>("review_reply")(
          _handle, ref turn, Times.Instant(now), _review, out error), error);
    }
    Native.Check(Native.Function<Native.ReviewJson>("review_to_json")(
        _review, (int)detail, idBytes, Native.Length(idBytes), out json, out length, out error), error);
    return new Review(_review, Native.Copy(json, length), detail);
  }

  /// <summary>Why and why not, as JSON.</summary>
  public string ExplainJson(DateTimeOffset? now = null, string id = "") {
    byte[] bytes = Native.Bytes(id, "id");
    using (var explanation = new ExplanationHandle()) {
      IntPtr json, error;
      UIntPtr length;
      Native.Check(Native.Function<Native.Explain>("explain")(
          _handle, Times.Instant(now), bytes, Native.Length(bytes), explanation, out json, out length,
          out error), error);
      return Native.Copy(json, length);
    }
  }

  /// <summary>Gives the memory back now.</summary>
  public void Dispose() {
    _handle.Dispose();
    _decision.Dispose();
    if (_review != null) _review.Dispose();
  }
}

/// <summary>Arrays that do not move while C reads them.</summary>
internal sealed class Pins : IDisposable {
  private readonly GCHandle[] _handles;

  internal IntPtr[] Pointers { get; }
  internal UIntPtr[] Lengths { get; }

  internal Pins(params byte[][] arrays) {
    _handles = arrays.Select(array => GCHandle.Alloc(array, GCHandleType.Pinned)).ToArray();
    // The address of an empty array is not one to be passed on.
    Pointers = arrays.Zip(_handles, (array, handle) => array.Length == 0
                                                           ? IntPtr.Zero : handle.AddrOfPinnedObject())
                     .ToArray();
    Lengths = arrays.Select(Native.Length).ToArray();
  }

  public void Dispose() {
    foreach (GCHandle handle in _handles) handle.Free();
  }
}

}  // namespace Rapport
