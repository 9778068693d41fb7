#include "pack/yaml_reader.h"

#include <algorithm>
#include <exception>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// The only file that includes yaml-cpp, and only its events: its node classes have a long history
// of defects on hostile input, and convert scalars by rules that are not ours.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "absl/container/flat_hash_map.h"
#include "base/absl_view.h"
#include "base/strings.h"
#include "pack/byte_check.h"
#include "pack/scalar_map.h"

namespace rapport::pack {
namespace {

// Thrown through the parser to end the reading; the error is in the sink by then.
struct Stop {};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Says what yaml-cpp's message means for the author of a pack.
struct SyntaxMessage {
  std::string_view theirs;  // begins with
  const char* ours;
  const char* hint;
};
constexpr SyntaxMessage kSyntaxMessages[] = {
    {"end of map not found", "this does not fit the map above it",
     "check the indentation; quote a text that begins with { [ \" ' or holds ': '"},
    {"end of sequence not found", "this does not fit the list above it",
     "check the indentation; quote a text that begins with { [ \" ' or holds ': '"},
    {"end of map flow", "a ',' or '}' is missing before this",
     "quote a text in { } that holds any of , ? [ ] { } :"},
    {"end of sequence flow", "a ',' or ']' is missing before this",
     "quote a text in [ ] that holds any of , ? [ ] { } :"},
    {"illegal map value", "a ':' cannot stand here",
     "quote a text that holds ': '; check the indentation"},
    {"illegal map key", "a '?' cannot stand here", "quote a text that begins with '?'"},
    {"illegal block entry", "a list item cannot begin here", "put each '- ' on a line of its own"},
    {"illegal flow end", "this bracket closes nothing", "quote a text that begins with ] or }"},
    {"illegal tab", "a tab cannot indent", "indent with spaces"},
    {"illegal EOF in scalar", "the quotation mark is never closed", ""},
    {"illegal document indicator", "the quotation mark is never closed", ""},
    {"unknown escape", "unknown escape in double quotes",
     "write \\\\ for a backslash, or use single quotes"},
    {"bad character found while scanning hex", "an escape needs hexadecimal digits", ""},
    {"invalid unicode", "the escape is no character", ""},
    {"unexpected character in block scalar", "nothing may follow '|' or '>' on its line",
     "quote a text that begins with '|' or '>'"},
    {"cannot set zero indentation", "a block cannot be indented by 0", ""},
    {"the referenced anchor", "aliases are not allowed", "quote a text that begins with '*'"},
    {"alias not found", "aliases are not allowed", "quote a text that begins with '*'"},
    {"illegal character found while scanning alias", "aliases are not allowed",
     "quote a text that begins with '*'"},
    {"anchor not found", "anchors are not allowed", "quote a text that begins with '&'"},
    {"illegal character found while scanning anchor", "anchors are not allowed",
     "quote a text that begins with '&'"},
    {"illegal character found while scanning tag", "tags are not allowed",
     "quote a text that begins with '!'"},
    {"tag handle", "tags are not allowed", "quote a text that begins with '!'"},
    {"end of verbatim tag", "tags are not allowed", "quote a text that begins with '!'"},
};

// Builds the tree, one node an event.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, const PackLimits& limits, DiagnosticSink* sink)
      : source_(source), limits_(limits), sink_(sink) {
    const std::string_view bytes = source.bytes();
    origin_ = bytes.substr(0, 3) == kByteOrderMark ? 3 : 0;
  }

  // Marks count bytes from behind the byte-order mark; those of errors may be missing.
  size_t Offset(const YAML::Mark& mark) const {
    if (mark.pos < 0) return origin_;
    return std::min(origin_ + static_cast<size_t>(mark.pos), source_.bytes().size());
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) return;
    const size_t at = Offset(mark);
    const bool marked = source_.bytes().substr(at, 3) == "---";
    sink_->Error(
        "yaml-documents", {&source_, at, at + (marked ? 3 : 1)},
        marked ? "a file holds one document" : "this stands behind the end of the document",
        "put what follows into a file of its own, or check the indentation");
    throw Stop();
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Count(mark);
    Node node;
    node.span = NullSpan(mark);
    Put(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Count(mark);
    Refuse("yaml-alias", WordAt(mark), "aliases are not allowed",
           "quote a text that begins with '*'");
    PutBad(mark);
  }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    Refuse("yaml-anchor", WordAt(mark), "anchors are not allowed",
           "quote a text that begins with '&'");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Count(mark);
    if (IsTagged(mark, tag, anchor)) {
      PutBad(mark);
      return;
    }
    Node node;
    node.kind = NodeKind::kScalar;
    node.plain = tag == "?";
    const size_t begin = Offset(mark);
    const ScalarMap map(source_.bytes(), begin, value);
    node.span = {&source_, begin, map.end()};
    if (!map.closed()) {  // yaml-cpp takes the end of the file for a quote
      sink_->Error("yaml-syntax", {&source_, begin, begin + 1},
                   "the quotation mark is never closed");
      throw Stop();
    }
    if (value.size() > limits_.scalar_bytes) {
      sink_->Error("limit", node.span,
                   StrCat("a text of ", value.size(), " bytes; at most ", limits_.scalar_bytes,
                          " are allowed"));
      node.kind = NodeKind::kBad;
    } else if (!node.plain && !CheckEscapes(value, node.span)) {
      node.kind = NodeKind::kBad;
    } else {
      node.value = value;
    }
    Put(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(NodeKind::kList, mark, tag, anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(NodeKind::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { Close(); }

  int documents() const { return documents_; }
  std::optional<Node> TakeRoot() { return std::move(root_); }

 private:
  void Refuse(const char* code, const SourceSpan& where, const char* message, const char* hint) {
    sink_->Error(code, where, message, hint);
  }

  void Count(const YAML::Mark& mark) {
    if (++events_ <= limits_.yaml_events) return;
    const size_t at = Offset(mark);
    sink_->Error("limit", {&source_, at, at},
                 StrCat("the file has more than ", limits_.yaml_events, " keys, texts and lists"),
                 "spread it over several files listed under `files:`");
    throw Stop();
  }

  // From the mark to the next blank, comma or bracket.
  SourceSpan WordAt(const YAML::Mark& mark) const {
    const size_t begin = Offset(mark);
    const size_t end = source_.bytes().find_first_of(" \t\r\n,[]{}", begin);
    return {&source_, begin, std::min(end, source_.bytes().size())};
  }

  // "?" is no tag on a plain scalar or a collection, "!" none on a quoted one; "! text" has one.
  bool IsTagged(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const size_t at = Offset(mark);
    const std::string_view rest = source_.bytes().substr(at);
    const bool tagged = (tag != "?" && tag != "!") || (!rest.empty() && rest.front() == '!');
    if (tagged && anchor == 0) {
      Refuse("yaml-tag", WordAt(mark), "tags are not allowed", "quote a text that begins with '!'");
    }
    return tagged || anchor != 0;
  }

  // Escapes can write what CheckBytes refuses.
  bool CheckEscapes(std::string_view value, const SourceSpan& span) {
    char32_t c = 0;
    for (size_t i = 0; i < value.size();) {
      const size_t size = DecodeCodePoint(value.substr(i), &c);
      if (size == 0 || !IsAllowedCharacter(c)) {
        sink_->Error("control-character", SpanWithin({std::string(value), span}, i, i + 1),
                     "this escape writes a character that is not allowed", "remove it");
        return false;
      }
      i += size;
    }
    return true;
  }

  // A value that was left out has the mark of whatever follows it, perhaps lines below. Point at
  // its key, or at the dash or comma of its item.
  SourceSpan NullSpan(const YAML::Mark& mark) const {
    const std::string_view bytes = source_.bytes();
    const size_t at = Offset(mark);
    for (std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (bytes.substr(at, word.size()) == word && !GoesOnAt(at + word.size())) {
        return {&source_, at, at + word.size()};
      }
    }
    if (open_.empty()) return {&source_, 0, 0};
    const Node& parent = open_.back().node;
    if (parent.is_map() && parent.children.size() % 2 == 1) return parent.children.back().span;
    if (!parent.is_list()) return {&source_, at, at};
    size_t from = parent.children.empty() ? parent.span.begin : parent.children.back().span.end;
    while (from < at && bytes[from] != '-' && bytes[from] != ',') {
      from = bytes[from] == '#' ? std::min(bytes.find('\n', from), at) : from + 1;
    }
    return {&source_, from, from + 1};
  }

  // Whether the text goes on as a word, or is a key.
  bool GoesOnAt(size_t at) const {
    const std::string_view rest = source_.bytes().substr(at);
    const size_t next = rest.find_first_not_of(' ');
    if (next == std::string_view::npos) return false;
    return rest[next] == ':' ||
           (next == 0 && std::string_view("\r\n,]}").find(rest[0]) == std::string_view::npos);
  }

  void Open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    Count(mark);
    const size_t at = Offset(mark);
    if (open_.size() >= limits_.yaml_depth) {
      sink_->Error("limit", {&source_, at, at},
                   StrCat("lists and maps are nested more than ", limits_.yaml_depth, " deep"));
      throw Stop();
    }
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = {&source_, at, at};
    frame.refused = IsTagged(mark, tag, anchor);
    open_.push_back(std::move(frame));
  }

  void Close() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    Node& node = frame.node;
    node.span.end = std::max(node.span.end, node.span.begin + 1);
    for (const Node& child : node.children) node.span.end = std::max(node.span.end, child.span.end);
    if (node.is_map()) FinishMap(&node);
    if (frame.refused) node.kind = NodeKind::kBad;
    Put(std::move(node));
  }

  // Keeps the entries with a good key that is new.
  void FinishMap(Node* node) {
    seen_.clear();
    bool all_good = true;
    for (size_t i = 0; i < node->entries(); ++i) {
      Node& key = node->children[2 * i];
      if (IsGoodKey(key, *node, i)) continue;
      key.kind = NodeKind::kBad;
      all_good = false;
    }
    if (all_good) return;
    std::vector<Node> kept;
    for (size_t i = 0; i < node->entries(); ++i) {
      if (node->key(i).is_bad()) continue;
      kept.push_back(std::move(node->children[2 * i]));
      kept.push_back(std::move(node->children[2 * i + 1]));
    }
    node->children = std::move(kept);
  }

  // The good key before entry i that is the same as its key; null when there is none. To be asked
  // of one entry after the other.
  const Node* SameKeyBefore(const Node& map, size_t i) {
    constexpr size_t kFewEntries = 8;  // are compared sooner than hashed
    const std::string_view name = map.key(i).value;
    if (map.entries() > kFewEntries) {
      const auto [first, is_new] = seen_.try_emplace(AbslView(name), i);
      return is_new ? nullptr : &map.key(first->second);
    }
    for (size_t k = 0; k < i; ++k) {
      if (!map.key(k).is_bad() && map.key(k).value == name) return &map.key(k);
    }
    return nullptr;
  }

  bool IsGoodKey(const Node& key, const Node& map, size_t i) {
    if (key.is_bad()) return false;
    if (!key.is_scalar()) {
      sink_->Error("yaml-key", key.span, StrCat("a key must be text, not ", Describe(key)),
                   key.kind == NodeKind::kNull ? "quote the word null"
                                               : "quote a text that begins with { or [");
      return false;
    }
    if (key.plain && key.value == "<<") {
      Refuse("yaml-merge-key", key.span, "merge keys are not allowed", "write the keys out");
      return false;
    }
    const Node* first = SameKeyBefore(map, i);
    if (first == nullptr) return true;
    sink_->Error("duplicate-key", key.span,
                 StrCat("key ", Quoted(key.value), " is already on line ",
                        source_.Position(first->span.begin).line));
    return false;
  }

  void PutBad(const YAML::Mark& mark) {
    Node node;
    node.kind = NodeKind::kBad;
    node.span = WordAt(mark);
    Put(std::move(node));
  }

  void Put(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else {
      open_.back().node.children.push_back(std::move(node));
    }
  }

  struct Frame {
    Node node;
    bool refused = false;
  };

  const Source& source_;
  const PackLimits& limits_;
  DiagnosticSink* sink_;
  size_t origin_ = 0;
  int documents_ = 0;
  uint32_t events_ = 0;
  std::vector<Frame> open_;
  // The keys of the map that is being finished, each with its entry.
  absl::flat_hash_map<absl::string_view, size_t> seen_;
  std::optional<Node> root_;
};

// Whether a tab stands in the indentation of the line of `at` or of the one before.
bool HasTabIndent(const Source& source, size_t at) {
  const uint32_t line = source.Position(at).line;
  for (uint32_t l = line > 1 ? line - 1 : line; l <= line; ++l) {
    const std::string_view text = source.Line(source.Offset(l, 1));
    const size_t first = text.find_first_not_of(' ');
    if (first != std::string_view::npos && text[first] == '\t') return true;
  }
  return false;
}

void ReportSyntax(const Source& source, size_t at, std::string_view theirs, DiagnosticSink* sink) {
  if (HasTabIndent(source, at)) theirs = "illegal tab";
  for (const SyntaxMessage& m : kSyntaxMessages) {
    if (theirs.substr(0, m.theirs.size()) == m.theirs) {
      sink->Error("yaml-syntax", {&source, at, at + 1}, m.ours, m.hint);
      return;
    }
  }
  // "unknown token"
  if (source.bytes().substr(at, 1) == "?") {
    sink->Error("yaml-syntax", {&source, at, at + 1}, "a '?' cannot stand here unquoted",
                "quote a text in [ ] or { } that holds any of , ? [ ] { } :");
    return;
  }
  sink->Error("yaml-syntax", {&source, at, at + 1}, "text cannot begin with this character",
              "quote it");
}

}  // namespace

std::optional<Node> ReadYaml(const Source& source, const PackLimits& limits, DiagnosticSink* sink) {
  if (!CheckBytes(source, limits.file_bytes, sink)) return std::nullopt;
  TreeBuilder builder(source, limits, sink);
  try {
    std::istringstream stream{std::string(source.bytes())};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& e) {
    ReportSyntax(source, builder.Offset(e.mark), e.msg, sink);
    return std::nullopt;
  } catch (const std::exception&) {  // out of memory, or a defect of the parser
    sink->Error("yaml-syntax", {&source, 0, 0}, "the file cannot be read as YAML");
    return std::nullopt;
  }
  std::optional<Node> root = builder.TakeRoot();
  if (!root.has_value() || root->kind == NodeKind::kNull) {
    sink->Error("empty-file", {&source, 0, 0}, "the file is empty", "begin it with `rapport: 1`");
    return std::nullopt;
  }
  return root;
}

}  // namespace rapport::pack
