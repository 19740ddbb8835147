// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/** Words that pages, comments and names of tests do not use, each with the better one. */
final class Glossary {

    /*
     * Most of these are private words for something that has a term in the field, so that a reader cannot look them up.
     * The others are turns of phrase that make a sentence hard to read on its own.
     */
    private static final List<Term> TERMS = List.of(
            term("answer(?:s|ed|ing)?", "response (of a server), reply (to a message), return"),
            term("(?:goes|going|gone|go|went) on (?:with|from|after|behind)", "resume, continue"),
            term("(?:to|can|cannot|could) be had", "available"),
            term("who(?:so)?ever", "anyone who, the sender, the owner"),
            term("is what", "the thing itself, by its name"),
            term("rooms?", "package, disk space"),
            term("(?:get|gets|got|getting) on", "progress"),
            term("no matter of", "does not affect"),
            term("left to chance", "randomized"),
            term("of (?:its|your|their) own", "its own, separate"),
            term("honest", "real"),
            term("end of (?:its |their |a link's )?life", "expiry"),
            term("(?:dies|died|die early)", "expires"),
            term("jail(?:s|ed)?", "kept inside the directory"),
            term("(?:mend|mends|mended)", "fix, correct"),
            term("gates?", "option, check"),
            term("held against", "compared with"),
            term("(?:bring|brings|brought)", "deliver, return, contain"),
            term("on (?:its|their) way", "in progress"),
            term("under way", "in progress"),
            term("shall", "must, should"),
            term("anew", "again, from the beginning"),
            term("seen through", "processed"),
            term("broken off", "cancelled"));

    /** Finds out in one pass whether a text has any of them. */
    private static final Pattern ANY = Pattern.compile(
            "\\b(?:" + TERMS.stream().map(term -> term.word().pattern()).collect(Collectors.joining("|")) + ")\\b",
            Pattern.CASE_INSENSITIVE);

    private Glossary() {}

    /** Returns the faults of a page: file, line, the word and the better one. Code is left out. */
    static List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        for (Node node : page.all(Node.class)) {
            if (node instanceof Paragraph || node instanceof Heading || node instanceof TableCell) {
                Prose prose = new Prose(node);
                faults.addAll(faults(match -> page.path().getFileName() + ":" + prose.line(match), prose.text()));
            }
        }
        return faults;
    }

    /** Returns the faults of a Java source: file, line, the word and the better one. */
    static List<String> faults(JavaProse source) {
        return source.passages().stream()
                .flatMap(passage -> faults(match -> source.path() + ":" + passage.line(match), passage.text()).stream())
                .toList();
    }

    /** Returns the faults of a text that has no lines. */
    static List<String> faults(String name, String text) {
        return faults(match -> name, text);
    }

    private static List<String> faults(Function<MatchResult, String> place, String text) {
        return !ANY.matcher(text).find()
                ? List.of()
                : TERMS.stream()
                        .flatMap(term -> term.in(text).map(match -> place.apply(match) + ": " + term.fault(match)))
                        .toList();
    }

    private static Term term(String regex, String better) {
        String acrossLines = regex.replace(" ", "\\s+");
        return new Term(Pattern.compile("\\b" + acrossLines + "\\b", Pattern.CASE_INSENSITIVE), better);
    }

    private record Term(Pattern word, String better) {

        Stream<MatchResult> in(String text) {
            return word.matcher(text).results();
        }

        String fault(MatchResult match) {
            return "'%s': better %s".formatted(match.group().replaceAll("\\s+", " "), better);
        }
    }

    /** Text of a paragraph, heading or table cell in a single line, so that a phrase is found across a line break. */
    private static final class Prose extends AbstractVisitor {

        private final StringBuilder text = new StringBuilder();
        private final NavigableMap<Integer, Integer> lineByOffset = new TreeMap<>(Map.of(0, 0));

        Prose(Node node) {
            node.accept(this);
        }

        String text() {
            return text.toString();
        }

        int line(MatchResult match) {
            return lineByOffset.floorEntry(match.start()).getValue();
        }

        @Override
        public void visit(Text node) {
            List<SourceSpan> spans = node.getSourceSpans();
            if (!spans.isEmpty()) {
                lineByOffset.put(text.length(), spans.get(0).getLineIndex() + 1);
            }
            text.append(node.getLiteral());
        }

        @Override
        public void visit(Code node) {
            text.append('`');
        }

        @Override
        public void visit(SoftLineBreak node) {
            text.append(' ');
        }
    }
}
