// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.Vectors;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of links is read one link at a time in each format, and an invalid entry does not affect the others. */
@Tag("slow")
class LinkManifestTest {

    private static final String A = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt"
            + "?Expires=1733201060&OSSAccessKeyId=ak&Signature=X01Shf5pjX3NVgJDU4qU%2FpwSs6U%3D";
    private static final String B = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/exampleobject"
            + "?x-oss-credential=ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20241203T034420Z"
            + "&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-signature=f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String C = "https://files.example.com/c,d;e";
    private static final String JSON_A = json(A);
    private static final String JSON_B = json(B);

    /** Returns the URL of each link, and the line number of each broken entry. */
    private static List<Object> read(String text) {
        List<Object> read = new ArrayList<>();
        try (LinkManifest manifest = new LinkManifest(new StringReader(text))) {
            manifest.forEachRemaining(entry -> read.add(
                    entry instanceof LinkEntry.Usable usable
                            ? usable.link().url()
                            : line(((LinkEntry.Broken) entry).failure())));
        }
        return read;
    }

    private static int line(IllegalArgumentException failure) {
        assertThat(failure)
                .hasMessageMatching("(?s)line [0-9]+: .*must .*")
                .hasMessageNotContainingAny("SECRET", "https://", "Signature")
                .hasNoCause();
        return Integer.parseInt(
                failure.getMessage().substring(5, failure.getMessage().indexOf(':')));
    }

    private static List<PresignedLink> links(String text) {
        List<PresignedLink> links = new ArrayList<>();
        new LinkManifest(new StringReader(text))
                .forEachRemaining(entry -> links.add(((LinkEntry.Usable) entry).link()));
        return links;
    }

    private static String problem(String text) {
        return ((LinkEntry.Broken) new LinkManifest(new StringReader(text)).next())
                .failure()
                .getMessage();
    }

    private static String json(String url) {
        return "{\"url\":\"" + url + "\"}";
    }

    private static String pretty(String url) {
        return "{\n  \"url\": \"" + url + "\",\r\n\r\n  \"requiredHeaders\": {\n    \"x\": \"}\\\"{\"\n  }\n}";
    }

    @Test
    void readsUriList() {
        String list = "# urn:isbn:0-201-08372-8\r\n" + A + "\r\n\r\n  " + B + "  \n#" + A + "\r" + C + "\n";

        assertThat(read(list)).containsExactly(A, B, C);
        assertThat(read(A)).containsExactly(A);
        assertThat(read(A + "\r\n" + A)).containsExactly(A, A);
        assertThat(links(B).get(0).key()).isEqualTo("exampleobject");
    }

    @Test
    void namesLinesOfUriListThatAreNotUrls() {
        assertThat(read(A + "\nSECRET\n" + B + "\nftp://SECRET/\nhttps://a SECRET\n" + C))
                .containsExactly(A, 2, B, 4, 5, C);
        assertThat(problem("SECRET")).isEqualTo("line 1: must be an http or https URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t",
                "\r\n\n",
                "# nothing",
                "\uFEFF",
                "\uFEFF\n# nothing\n\n",
                "[]",
                "[ ]\n",
                "url",
                "url,key\n\n"
            })
    void readsTextWithoutEntriesAsEmptyList(String text) {
        LinkManifest manifest = new LinkManifest(new StringReader(text));

        assertThat(manifest.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(manifest::next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\n", "\r\n \r\n", "\uFEFF\r\n\t"})
    void ignoresByteOrderMarkAndBlankLinesAtStart(String start) {
        int line = (int) start.chars().filter(c -> c == '\n').count() + 1;

        assertThat(read(start + A + "\nx")).containsExactly(A, line + 1);
        assertThat(read(start + JSON_A + "\nx\n" + JSON_B)).containsExactly(A, line + 1, B);
        assertThat(read(start + "[" + JSON_A + "\n,x\n," + JSON_B + "]")).containsExactly(A, line + 1, B);
        assertThat(read(start + "url,key\n" + A + ",a b.txt\nx")).containsExactly(A, line + 2);
    }

    @Test
    void readsJsonAsLinesSequenceOrArray() {
        assertThat(read(JSON_A + "\n\n" + JSON_B + "\r\n" + JSON_A)).containsExactly(A, B, A);
        assertThat(read(JSON_A + JSON_B + " " + JSON_A)).containsExactly(A, B, A);
        assertThat(read(pretty(A))).containsExactly(A);
        assertThat(read(pretty(A) + "\n" + pretty(B))).containsExactly(A, B);
        assertThat(read("[" + JSON_A + "," + JSON_B + "]")).containsExactly(A, B);
        assertThat(read("[\n" + pretty(A) + ",\n" + pretty(B) + "\n]\n")).containsExactly(A, B);
    }

    @Test
    void readsFieldsOfJsonForm() {
        PresignedLink link = links(
                        "{\"size\":17,\"method\":\"PUT\",\"requiredHeaders\":{\"a\":\"[{\"},\"url\":\"" + C + "\"}")
                .get(0);

        assertThat(link.size()).isEqualTo(17);
        assertThat(link.method()).isEqualTo("PUT");
        assertThat(link.requiredHeaders()).isEqualTo(Map.of("a", "[{"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET",
                "{\"url\":\"SECRET",
                "{\"url\":\"SECRET\",",
                "{\"url\":SECRET}",
                "{\"key\":\"SECRET\"}",
                "{\"url\":\"" + C + "\",\"size\":\"SECRET\"}",
                "{\"url\":\"" + C + "\",\"x\":{[}",
                "\"SECRET\"",
            })
    void readsLinksAroundBrokenJson(String line) {
        assertThat(read(JSON_A + "\n" + line + "\n" + JSON_B)).containsExactly(A, 2, B);
        assertThat(read(JSON_A + "\n" + line)).containsExactly(A, 2);
        assertThat(read("[\n" + JSON_A + ",\n" + line + ",\n" + JSON_B + "]")).containsExactly(A, 3, B);
    }

    static List<String> wholeManifests() {
        return List.of(
                "[" + JSON_A + "," + JSON_B + "]",
                "\uFEFF [\r\n" + pretty(A) + "\r\n,\r\n" + pretty(B) + "\r\n]",
                "[" + json(A) + "," + JSON_B.replace("}", ",\"x\":[[1],{\"y\":\"]}\"}]}") + "]",
                JSON_A + "\n" + JSON_B,
                pretty(A) + pretty(B));
    }

    @ParameterizedTest
    @MethodSource("wholeManifests")
    void reportsJsonTruncatedAnywhereExceptBetweenObjects(String manifest) {
        boolean array = manifest.contains("[\r") || manifest.startsWith("[");
        assertThat(read(manifest)).containsExactly(A, B);
        for (int end = 1; end < manifest.length(); end++) {
            String cut = manifest.substring(0, end);
            List<Object> read = read(cut);
            boolean nothing = cut.strip().replace("\uFEFF", "").isEmpty();
            boolean betweenObjects = !array && read.stream().allMatch(String.class::isInstance);

            if (nothing) {
                assertThat(read).as(cut).isEmpty();
            } else if (betweenObjects) {
                assertThat(cut.strip()).endsWith("}");
                assertThat(read).as(cut).isSubsetOf(A, B).isNotEmpty();
            } else {
                assertThat(read).as(cut).hasAtLeastOneElementOfType(Integer.class);
            }
        }
    }

    @Test
    void reportsTruncatedArray() {
        assertThat(read("[" + JSON_A + ",")).containsExactly(A, 1);
        assertThat(read("[" + JSON_A)).containsExactly(A, 1);
        assertThat(read("[\n" + JSON_A + "\n")).containsExactly(A, 2);
        assertThat(read("[")).containsExactly(1);
        assertThat(read("[" + JSON_A + "]\n[" + JSON_B)).containsExactly(A, B, 2);
        assertThat(problem("[")).isEqualTo("line 1: list must end with ']'");
    }

    @Test
    void truncationOfLinesAffectsOnlyLastEntry() {
        for (String manifest : List.of(A + "\n" + B + "\n", "size,url\n1," + A + "\n2,\"" + B + "\"\n")) {
            for (int end = manifest.indexOf(A) + 1; end < manifest.length(); end++) {
                List<Object> read = read(manifest.substring(0, end));
                Object last = read.get(read.size() - 1);

                assertThat(read.subList(0, read.size() - 1)).isEqualTo(read.size() > 1 ? List.of(A) : List.of());
                assertThat(last instanceof Integer || (read.size() > 1 ? B : A).startsWith(last.toString()))
                        .isTrue();
            }
        }
    }

    @Test
    void reportsInvalidTextBetweenObjects() {
        assertThat(read("[" + JSON_A + ",]")).containsExactly(A, 1);
        assertThat(read("[" + JSON_A + ",," + JSON_B + "]")).containsExactly(A, 1, B);
        assertThat(read("[," + JSON_A + "]")).containsExactly(1, A);
        assertThat(read("[" + JSON_A + "]]")).containsExactly(A, 1);
        assertThat(read("[" + JSON_A + "] x")).containsExactly(A, 1);
        assertThat(read("[[" + JSON_A + "]," + JSON_B + "]")).containsExactly(1, A, 1, B, 1);
        assertThat(read(JSON_A + "," + JSON_B)).containsExactly(A, 1, B);
        assertThat(read(JSON_A + ",\n" + JSON_B + "\n]")).containsExactly(A, 1, B, 3);
        assertThat(read("[" + JSON_A + "," + JSON_B + "\n{")).containsExactly(A, B, 2, 2);
    }

    @Test
    void readsSequenceOfArraysAsOneList() {
        assertThat(read("[" + JSON_A + "]\n[" + JSON_B + "]\n" + JSON_A)).containsExactly(A, B, A);
    }

    @Test
    void reportsArrayElementsThatAreNotObjectsOncePerLine() {
        assertThat(read("[\"" + A + "\",\"" + B + "\"]")).containsExactly(1);
        assertThat(read("[\n\"" + A + "\",\n\"SECRET ] {\",\n" + JSON_B + "]\n"))
                .containsExactly(2, 3, B);
        assertThat(read("[1,null," + JSON_A + ",true]")).containsExactly(1, A, 1);
    }

    @Test
    void rejectsDuplicateField() {
        assertThat(read("{\"url\":\"" + A + "\",\"url\":\"" + B + "\"}\n" + JSON_B))
                .containsExactly(1, B);
    }

    @Test
    void brokenJsonHasReason() {
        assertThat(problem("{}")).isEqualTo("line 1: link field 'url': must be a URL, was missing or empty");
        assertThat(problem("\n{\"url\":\"SECRET")).isEqualTo("line 2: must be a link in its JSON form");
        assertThat(problem("{\"url\":\"a\",\"size\":-1}")).startsWith("line 1: link field 'size': must be a number of");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void readsCsvColumnsAsFieldsOfJsonForm(char separator) {
        String url = A.replace("a%20b.txt", "%20k%20%221%22%20");
        String csv = """
                ETAG|note|url|Method|expiresAT|bucket|key|versionId|size|etag|crc64|id
                "5D|41"|x|"%s"|PUT|2026-12-31T23:59:59Z|examplebucket|" k ""1"" "|v|17|no|18446744073709551615|7
                """.formatted(url).replace('|', separator);

        assertThat(links(csv))
                .containsExactly(PresignedLink.builder(url)
                        .method("PUT")
                        .expiresAt(Instant.parse("2026-12-31T23:59:59Z"))
                        .bucket("examplebucket")
                        .key(" k \"1\" ")
                        .versionId("v")
                        .size(17L)
                        .etag("5D" + separator + "41")
                        .crc64("18446744073709551615")
                        .id("7")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id;link;size", "id,uri", "key\tlink", "key", "SECRET,1", "ftp://SECRET/a?b=1,2"})
    void saysThatFirstLineIsNoHeaderWithUrl(String first) {
        assertThat(problem(first)).isEqualTo("line 1: must be an http or https URL, or a header with the column 'url'");
        assertThat(problem("\n# comment\n" + first))
                .isEqualTo("line 3: must be an http or https URL, or a header with the column 'url'");
        assertThat(read(first + "\n42;" + A + ";1\n" + B)).containsExactly(1, 2, B);
    }

    @Test
    void readsCsvWithMissingAndQuotedCells() {
        assertThat(read("url\n" + C + "\r\n\"" + A + "\"\n")).containsExactly(C, A);
        assertThat(read("\"key\", \"URL\"\n\"c,d;e\", \"" + C + "\"\n," + A + ",more\n"))
                .containsExactly(C, A);
        assertThat(links("key,url\n," + B + "\n").get(0).key()).isEqualTo("exampleobject");
        assertThat(links("url,key\n" + B).get(0)).isEqualTo(PresignedLink.of(B));
    }

    @Test
    void readsQuotedCellWithLineBreaks() {
        String csv = "note,url\n\"two\r\nlines, \"\"quoted\"\"\n\"," + A + "\nx," + B + "\nx,SECRET\n";

        assertThat(read(csv)).containsExactly(A, B, 6);
    }

    @Test
    void readsRowsAroundBrokenRow() {
        assertThat(read("url,size\n" + A + ",1\nSECRET,1\n" + B + ",SECRET\n,1\n" + B + ",2"))
                .containsExactly(A, 3, 4, 5, B);
        assertThat(problem("url,size\n" + B + ",-1"))
                .startsWith("line 2: link field 'size': must be a number of bytes");
        assertThat(problem("url,size\n,1")).isEqualTo("line 2: link field 'url': must be a URL, was missing or empty");
        assertThat(problem("url,size\nSECRET,1")).isEqualTo("line 2: link field 'url': must be an http or https URL");
    }

    @Test
    void unclosedQuotationMarkBreaksOnlyItsRow() {
        String rows = ("x," + A + "\n").repeat(1_000);
        List<Object> read = read("note,url\n\"SECRET," + B + "\n" + rows);

        assertThat(read).hasSize(1_001).startsWith(2, A).endsWith(A);
        assertThat(read("note,url\n\"SECRET," + B)).containsExactly(2);
        assertThat(problem("note,url\n\"SECRET," + B)).isEqualTo("line 2: quoted cell must end with a quotation mark");
    }

    @Test
    void readsRowsAfterUnclosedQuotationMark() {
        assertThat(read("note,url\n\"SECRET," + C + "\n\"x\"," + A + "\n\"two\nlines\"," + B + "\n"))
                .containsExactly(2, A, B);
        assertThat(read("note,url\n\"SECRET,x\n\"two\nlines\"," + B + "\n")).containsExactly(2, B);
        assertThat(read("note,url\n\"SECRET\"x," + A + "\nx," + B)).containsExactly(2, B);
    }

    @Test
    void readsUriListWithCommasAsUriList() {
        assertThat(read(C + "\n" + A)).containsExactly(C, A);
        assertThat(read("https://example.com/url,url\n" + A)).containsExactly("https://example.com/url,url", A);
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 5_000_000})
    void skipsTooLongEntries(int length) {
        String tail = "x".repeat(length);

        assertThat(read(A + "\nhttps://" + tail + "\n" + B)).containsExactly(A, 2, B);
        assertThat(read("url,id\n" + A + "," + tail + "\n" + B)).containsExactly(2, B);
        assertThat(read("id,url\n\"" + tail + "\"," + A + "\n1," + B)).containsExactly(2, B);
        assertThat(read(JSON_A + "\n" + json(C + tail) + "\n" + JSON_B)).containsExactly(A, 2, B);
        assertThat(read("[" + JSON_A + ",\n" + json(C + tail) + "," + JSON_B + "]"))
                .containsExactly(A, 2, B);
        assertThat(problem("https://" + tail)).isEqualTo("line 1: link must be at most 65536 characters, was longer");
    }

    @Test
    void readsLinksThatWereWrittenAsJsonLines() {
        List<PresignedLink> links = new ArrayList<>(Vectors.read("presign-vectors.jsonl").stream()
                .map(vector -> PresignedLink.of(vector.text("expectedUrl")))
                .toList());
        links.add(PresignedLink.builder("https://files.example.com/k%0A%E2%80%A8%C2%85")
                .method("PUT")
                .requiredHeaders(Map.of("x-a", "\r\n\"{"))
                .expiresAt(Instant.EPOCH)
                .bucket("b")
                .key("k\n\u2028\u0085")
                .versionId("v")
                .size(0L)
                .etag("e")
                .crc64("1")
                .id("id")
                .build());

        String manifest = links.stream().map(LinkJson::write).collect(Collectors.joining("\n"));

        assertThat(manifest.lines()).hasSize(651);
        assertThat(links(manifest)).isEqualTo(links);
    }

    static List<IntFunction<String>> manyLines() {
        return List.of(
                i -> A + "&n=" + i,
                i -> "{\"url\":\"" + A + "&n=" + i + "\"}",
                i -> i == 0 ? "key,url" : "\"k\n" + i + "\"," + A.replace("a%20b.txt", "k%0A" + i),
                i -> i == 99_999 ? "]" : (i == 0 ? "[" : ",") + "{\"url\":\"" + A + "&n=" + i + "\"}");
    }

    /** Generator of lines that counts the characters read. */
    private static final class Generated extends Reader {

        private final IntFunction<String> lines;
        private final int end;
        private int line;
        private String rest = "";
        private long taken;
        private boolean closed;

        Generated(IntFunction<String> lines, int end) {
            this.lines = lines;
            this.end = end;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            if (rest.isEmpty()) {
                if (line == end) {
                    return -1;
                }
                rest = lines.apply(line++) + "\n";
            }
            int count = Math.min(length, rest.length());
            rest.getChars(0, count, buffer, offset);
            rest = rest.substring(count);
            taken += count;
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @MethodSource("manyLines")
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
    void readsAheadNoMoreThanBuffer(IntFunction<String> lines) {
        Generated text = new Generated(lines, 100_000);
        long used = 0;
        long ahead = 0;
        int links = 0;
        try (LinkManifest manifest = new LinkManifest(text)) {
            while (manifest.hasNext()) {
                PresignedLink link = ((LinkEntry.Usable) manifest.next()).link();
                links++;
                used += link.url().length();
                // The text around each URL has fewer than 40 characters.
                ahead = Math.max(ahead, text.taken - used - 40L * links);
            }
        }

        assertThat(ahead).isLessThan(20_000);
        assertThat(links).isBetween(99_999, 100_000);
        assertThat(text.closed).isTrue();
    }

    @Test
    void failureOfReaderIsThrownUnchecked() {
        LinkManifest manifest = new LinkManifest(new Reader() {
            private boolean read;

            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                if (read) {
                    throw new IOException("disk");
                }
                read = true;
                String text = A + "\n" + A.substring(0, 9);
                text.getChars(0, text.length(), buffer, offset);
                return text.length();
            }

            @Override
            public void close() {}
        });

        assertThat(manifest.next()).isEqualTo(new LinkEntry.Usable(PresignedLink.of(A)));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(manifest::hasNext)
                .withMessageContaining("disk");
    }

    static List<String> hostileTexts() {
        int length = 500_000;
        return List.of(
                "{".repeat(length),
                "{\n".repeat(length / 2),
                "{\"".repeat(length / 2),
                "[".repeat(length),
                "{x\n\"\\".repeat(length / 5),
                "url,key\n" + "\"".repeat(length),
                "url,key\n" + "\"\"\"\n".repeat(length / 4),
                "url,key\n" + "\"a\nb\n".repeat(length / 5),
                // Every line opens a cell that is never closed, so that a naive parser reads the next 64 KiB for each
                // line.
                "url,key\n" + "\"b\",x\",\"\n".repeat(length / 2),
                "url,key\n" + ",".repeat(length),
                "url,key\n" + " \"".repeat(length / 2),
                "url" + ",".repeat(length),
                "\n\uFEFF".repeat(length / 2));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = SEPARATE_THREAD)
    void readsHostileTextInLinearTime(String text) {
        assertThat(read(text)).doesNotContain(A);
    }
}
