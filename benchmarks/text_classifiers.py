#!/usr/bin/python3
"""Text classifiers to compare Rapport with: TF-IDF with logistic regression, and fastText.

  benchmarks/text_classifiers.py --train FILE... --test FILE... [--rapport PROGRAM] [--min-support 8]

Both learn from the customers' turns of the records in --train and predict `label.persona` of those in --test. With
--rapport, `rapport evaluate` measures its default pack on the same files in the same run. Needs python3-sklearn and
python3-fasttext (Debian).
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

SEED = 20261126


def load(paths):
    texts, labels = [], []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                persona = record.get("label", {}).get("persona")
                if persona is None:
                    continue
                said = [t["text"] for t in record["turns"] if t.get("by", "customer") == "customer"]
                texts.append("\n".join(said))
                labels.append(persona)
    return texts, labels


def figures(labels, predicted, min_support):
    """Accuracy, macro-F1 over classes that occur, and over those with min_support labels or more."""
    def f1(name):
        both = sum(a == b == name for a, b in zip(labels, predicted))
        return 2 * both / (labels.count(name) + predicted.count(name))

    classes = sorted(set(labels) | set(predicted))
    supported = [c for c in classes if labels.count(c) >= min_support]
    mean = lambda names: sum(map(f1, names)) / len(names) if names else None
    return {"n": len(labels), "accuracy": sum(a == b for a, b in zip(labels, predicted)) / len(labels),
            "macro_f1": mean(classes), "macro_f1_supported": mean(supported)}


def tfidf(texts, labels):
    """Words and pairs, and character sequences of 2 to 5 within words; C by cross-validation."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline, make_union

    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, lowercase=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True, lowercase=True))
    model = make_pipeline(features, LogisticRegression(max_iter=300, random_state=SEED))
    best = GridSearchCV(model, {"logisticregression__C": [3, 10, 30]}, cv=3, scoring="f1_macro").fit(texts, labels)
    return best.best_estimator_.predict, {"C": best.best_params_["logisticregression__C"]}


def fasttext_model(texts, labels):
    import fasttext

    def flat(text):
        return re.sub(r"([.!?,'/()])", r" \1 ", text.lower()).replace("\n", " ")

    rows = [f"__label__{label} {flat(text)}" for text, label in zip(texts, labels)]
    random.Random(SEED).shuffle(rows)
    cut = len(rows) * 9 // 10
    best = None
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "train.txt")
        held = [row.split(" ", 1) for row in rows[cut:]]
        for epochs in (10, 25, 50):
            with open(path, "w", encoding="utf-8") as out:
                out.write("\n".join(rows[:cut]))
            options = dict(epoch=epochs, lr=0.5, wordNgrams=2, minn=2, maxn=5, dim=100, loss="softmax", thread=1,
                           verbose=0, seed=SEED)
            model = fasttext.train_supervised(path, **options)
            right = sum(model.predict(text)[0][0] == label for label, text in held)
            if best is None or right > best[0]:
                best = (right, options)
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(rows))
        model = fasttext.train_supervised(path, **best[1])
    return (lambda texts: [model.predict(flat(t))[0][0].replace("__label__", "") for t in texts],
            {"epochs": best[1]["epoch"]})


def rapport(program, path, min_support):
    result = subprocess.run([program, "evaluate", "--json", "--min-support", str(min_support), path],
                            stdout=subprocess.PIPE, check=True)
    report = json.loads(result.stdout)
    return {key: report[key] for key in ("n", "accuracy", "macro_f1", "macro_f1_supported")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="+", required=True)
    parser.add_argument("--test", nargs="+", required=True)
    parser.add_argument("--rapport", help="the rapport program")
    parser.add_argument("--min-support", type=int, default=8)
    options = parser.parse_args()

    texts, labels = load(options.train)
    rows = []
    for name, train in (("TF-IDF + logistic regression", tfidf), ("fastText", fasttext_model)):
        try:
            predict, chosen = train(texts, labels)
        except ImportError as missing:
            print(f"{name}: left out, {missing}", file=sys.stderr)
            continue
        for path in options.test:
            test_texts, test_labels = load([path])
            rows.append({"model": name, "file": os.path.basename(path), "chosen": chosen,
                         **figures(test_labels, [str(p) for p in predict(test_texts)], options.min_support)})
    if options.rapport:
        rows += [{"model": "Rapport, default pack", "file": os.path.basename(path), "chosen": {},
                  **rapport(options.rapport, path, options.min_support)} for path in options.test]
    print(f"{'model':32}{'file':24}{'n':>6}{'accuracy':>10}{'macro-F1':>10}{'supported':>11}", file=sys.stderr)
    for row in sorted(rows, key=lambda r: r["file"]):
        print(f"{row['model']:32}{row['file']:24}{row['n']:6}{row['accuracy']:10.3f}{row['macro_f1']:10.3f}"
              f"{row['macro_f1_supported']:11.3f}", file=sys.stderr)
    print(json.dumps({"trained_on": len(texts), "rows": rows}))


if __name__ == "__main__":
    main()
