// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** English in a Java source: comments, and the names of tests as words. Code and quotes inside comments are left out. */
record JavaProse(Path path, List<Passage> passages) {

    /** Text that begins at an offset of the source and has its line breaks. */
    record Passage(String source, int begin, String text) {

        int line(MatchResult match) {
            String before = source.substring(0, begin) + text.substring(0, match.start());
            return 1 + (int) before.chars().filter(c -> c == '\n').count();
        }
    }

    /** A literal, which therefore is not read as a comment, or a comment as group 1. Adjacent line comments are one. */
    private static final Pattern TOKEN = Pattern.compile("(?s)\"\"\".*?(?<!\\\\)\"\"\""
            + "|\"(?:\\\\.|[^\"\\\\\n])*+\""
            + "|'(?:\\\\.|[^'\\\\\n])++'"
            + "|(@DisplayName\\(\"[^\"]*+\"|/\\*.*?\\*/|//[^\n]*+(?:\n *+//[^\n]*+)*+)");

    private static final Pattern CODE = Pattern.compile(
            "(?s)\\{@\\w+[^}]*}|<pre>.*?</pre>|(?<!@DisplayName\\()\"[^\"]*\"|@(?:param|throws|see)\\s+\\S+");

    private static final Pattern MARGIN = Pattern.compile("(?m)^ *(?:\\*|//)");
    private static final Pattern TEST = Pattern.compile(
            "@(?:(?:Parameterized|Repeated|Fuzz|Arch)?Test|TestFactory)\\b[^;]*?\\b(?:void|Stream<\\w+>|ArchRule) (\\w+)");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    static JavaProse of(Path path, String source) {
        Stream<Passage> comments = TOKEN.matcher(source)
                .results()
                .filter(token -> token.group(1) != null)
                .map(token -> new Passage(source, token.start(), prose(token.group(1))));
        Stream<Passage> tests = TEST.matcher(blanked(TOKEN, source))
                .results()
                .map(test -> new Passage(
                        source, test.start(1), HUMP.matcher(test.group(1)).replaceAll(" ")));
        return new JavaProse(path, Stream.concat(comments, tests).toList());
    }

    private static String prose(String comment) {
        return MARGIN.matcher(blanked(CODE, comment)).replaceAll("");
    }

    /** Returns the text without the words that match. Its length and its lines stay. */
    private static String blanked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> match.group().replaceAll("\\S", "`"));
    }
}
