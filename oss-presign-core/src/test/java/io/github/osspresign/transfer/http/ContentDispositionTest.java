// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The name is the one that the server meant, whether or not it kept to RFC 6266. */
class ContentDispositionTest {

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments("a quoted string", "attachment; filename=\"a b.txt\"", "a b.txt"),
                arguments("a token", "attachment; filename=a.txt", "a.txt"),
                arguments("inline counts too", "inline; filename=a.txt", "a.txt"),
                arguments("no type", "filename=a.txt", "a.txt"),
                arguments("any case, blanks round the sign", "ATTACHMENT ; FileName = \"a.txt\" ; x=1", "a.txt"),
                arguments("a tab", "attachment;\tfilename=\t\"a.txt\"", "a.txt"),
                arguments("a quoted pair", "attachment; filename=\"a \\\"b\\\" \\\\c.txt\"", "a \"b\" \\c.txt"),
                arguments("a lone backslash stays", "attachment; filename=\"C:\\dir\\a.txt\"", "C:\\dir\\a.txt"),
                arguments("a semicolon in quotes", "attachment; filename=\"a;b.txt\"", "a;b.txt"),
                arguments("a sign in quotes", "attachment; filename=\"a=b.txt\"", "a=b.txt"),
                arguments("the extended form", "attachment; filename*=UTF-8''%E6%8A%A5%20Q1.pdf", "报 Q1.pdf"),
                arguments("its language", "attachment; filename*=utf-8'zh'%E6%8A%A5.pdf", "报.pdf"),
                arguments("it wins in front", "attachment; filename*=UTF-8''%C3%A4.txt; filename=\"a.txt\"", "ä.txt"),
                arguments("it wins behind", "attachment; filename=\"a.txt\"; filename*=UTF-8''%C3%A4.txt", "ä.txt"),
                arguments("it is Latin 1", "attachment; filename*=ISO-8859-1''%E4.txt", "ä.txt"),
                arguments("it is GBK", "attachment; filename*=GBK''%B1%A8.txt", "报.txt"),
                arguments("it is quoted", "attachment; filename*=\"UTF-8''%C3%A4.txt\"", "ä.txt"),
                arguments("a quote in it", "attachment; filename*=UTF-8''it's.txt", "it's.txt"),
                arguments("its bytes are no UTF-8", "attachment; filename*=UTF-8''%FF.txt; filename=b.txt", "b.txt"),
                arguments("half an escape", "attachment; filename*=UTF-8''%4.txt; filename=b.txt", "b.txt"),
                arguments("an unknown charset", "attachment; filename*=nope''a.txt; filename=b.txt", "b.txt"),
                arguments("no charset", "attachment; filename*=''a.txt; filename=b.txt", "b.txt"),
                arguments("no quotes at all", "attachment; filename*=a.txt; filename=b.txt", "b.txt"),
                arguments("no charset and nothing else", "attachment; filename*=''%E6%8A%A5.txt", "报.txt"),
                arguments("no quotes and nothing else", "attachment; filename*=%E6%8A%A5.txt", "报.txt"),
                arguments("one quote and nothing else", "attachment; filename*=UTF-8'a b.txt", "a b.txt"),
                arguments("only a charset unheard of", "attachment; filename*=nope''a.txt", "a.txt"),
                arguments("blanks in the extended form", "attachment; filename*=UTF-8''a b.txt", "a b.txt"),
                arguments("raw UTF-8 in it", "attachment; filename*=UTF-8''" + onWire("报.txt", "UTF-8"), "报.txt"),
                arguments("an apostrophe in what is none", "attachment; filename*=it's.txt", "it's.txt"),
                arguments("both empty", "attachment; filename=\"\"; filename*=UTF-8''", null),
                arguments("the first of two extended", "attachment; filename*=UTF-8''a; filename*=UTF-8''b", "a"),
                arguments("an empty one before", "attachment; filename*=UTF-8''; filename=b.txt", "b.txt"),
                arguments("semicolons at the end", "attachment; filename=\"a.txt\"; ;", "a.txt"),
                arguments("one right behind a token", "attachment; filename=a.txt;", "a.txt"),
                arguments("no semicolon before", "attachment filename=a.txt", null),
                arguments("text behind the quote", "attachment; filename=\"a.txt\" x; size=3", "a.txt"),
                arguments("single quotes stay", "attachment; filename='a.txt'", "'a.txt'"),
                arguments("unquoted with blanks", "attachment; filename=my report.pdf", "my report.pdf"),
                arguments("and more behind", "attachment; filename=my report.pdf; size=3", "my report.pdf"),
                arguments("a quote left open", "attachment; filename=\"a.txt", "a.txt"),
                arguments("a quote inside", "attachment; filename=a\"b.txt", "a\"b.txt"),
                arguments("a backslash at the end", "attachment; filename=\"a\\", "a\\"),
                arguments("raw UTF-8", "attachment; filename=\"" + onWire("报告.pdf", "UTF-8") + "\"", "报告.pdf"),
                arguments("raw Latin 1", "attachment; filename=\"" + onWire("ä.pdf", "ISO-8859-1") + "\"", "ä.pdf"),
                arguments("raw UTF-8 without quotes", "attachment; filename=" + onWire("报告.pdf", "UTF-8"), "报告.pdf"),
                arguments("raw GBK", "attachment; filename=\"" + onWire("报告 1.pdf", "GBK") + "\"", "报告 1.pdf"),
                arguments(
                        "two umlauts",
                        "attachment; filename=\"" + onWire("Größe.pdf", "ISO-8859-1") + "\"",
                        "Größe.pdf"),
                arguments("percent-encoded", "attachment; filename=\"%E6%8A%A5.pdf\"", "报.pdf"),
                arguments("a percent sign of its own", "attachment; filename=\"100%.pdf\"", "100%.pdf"),
                arguments("percent-encoded no UTF-8", "attachment; filename=\"%FF.pdf\"", "%FF.pdf"),
                arguments("a plus is a plus", "attachment; filename=\"a+b%20c.pdf\"", "a+b c.pdf"),
                arguments("an encoded word", "attachment; filename=\"=?UTF-8?B?5oql5ZGKLnBkZg==?=\"", "报告.pdf"),
                arguments(
                        "two of them", "attachment; filename=\"=?utf-8?Q?a_=C3=A4?= =?utf-8?q?b=2Etxt?=\"", "a äb.txt"),
                arguments("a percent sign in it", "attachment; filename=\"=?utf-8?Q?100%.txt?=\"", "100%.txt"),
                arguments("no encoded word", "attachment; filename=\"=?utf-8?B?!!?=\"", "=?utf-8?B?!!?="),
                arguments("encoded words in GBK", "attachment; filename=\"=?GBK?B?sai45i5wZGY=?=\"", "报告.pdf"),
                arguments("and without quotes", "attachment; filename==?UTF-8?Q?=E6=8A=A5=2Epdf?=", "报.pdf"),
                arguments("only half encoded", "attachment; filename=\"x=?utf-8?Q?a?=\"", "x=?utf-8?Q?a?="),
                arguments("the first of two", "attachment; filename=a.txt; filename=b.txt", "a.txt"),
                arguments("an empty one", "attachment; filename=\"\"", null),
                arguments("a blank one", "attachment; filename=\"  \"", null),
                arguments("none", "attachment", null),
                arguments("nothing", "", null),
                arguments("only signs", ";;=;==;", null),
                arguments("a name in a value", "attachment; x=\"filename=a.txt\"", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void findsNameInContentDisposition(String reason, String header, @Nullable String expected) {
        assertThat(ContentDisposition.fileName(header)).as(reason).isEqualTo(expected);
    }

    @Test
    void longHeadersAreNoTrouble() {
        String noise = "\\\"".repeat(10_000) + "%41".repeat(5_000);
        assertThat(ContentDisposition.fileName("attachment; filename=\"" + noise))
                .isNotEmpty();
        assertThat(ContentDisposition.fileName("attachment; filename=\"" + "=?utf-8?Q?a?=".repeat(2_000)))
                .hasSize(2_000);
    }

    /** As the client hands header bytes on: one character a byte. */
    private static String onWire(String text, String charset) {
        return new String(text.getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1);
    }
}
