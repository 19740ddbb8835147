// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our CSV parser reads the same rows as that of Jackson, which shares no code with ours. */
class CsvDifferentialTest {

    private static final int TEXTS = 20_000;
    private static final CsvMapper JACKSON = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final long seed = Long.getLong("seed", 20260914L);
    private final Random random = new Random(seed);

    /** Text that Jackson rejects must have at least one broken entry. */
    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void readsRandomTextLikeJackson(char separator) {
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = "url,key,id\n".replace(',', separator) + randomText(separator);
            List<String> expected = byJackson(text, separator);
            List<String> actual = byManifest(text);

            if (expected == null) {
                assertThat(actual).as("seed %d, text %s", seed, text).contains("broken");
            } else {
                assertThat(actual).as("seed %d, text %s", seed, text).isEqualTo(expected);
                read++;
            }
        }
        assertThat(read).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    /** Returns a random text without lines of whitespace only, which Jackson reads as rows of empty cells. */
    private String randomText(char separator) {
        String[] snippets = {
            "https://a/b",
            "https://c/d?e=f",
            "\"https://e/,;\tf\"",
            "\"\"",
            "\"",
            "\"",
            "k",
            " ",
            "\n",
            "\n",
            "\r\n",
            "\u00E9",
            "#"
        };
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(14); words >= 0; words--) {
            text.append(snippets[random.nextInt(snippets.length)]);
            if (random.nextInt(3) > 0) {
                text.append(random.nextInt(4) == 0 ? '\n' : separator);
            }
        }
        return text.toString().replaceAll("(?m)^[ \t]+$", "");
    }

    private static List<String> byManifest(String text) {
        List<String> entries = new ArrayList<>();
        try (LinkManifest manifest = new LinkManifest(new StringReader(text))) {
            manifest.forEachRemaining(entry -> entries.add(
                    entry instanceof LinkEntry.Usable usable
                            ? shown(
                                    usable.link().url(),
                                    usable.link().key(),
                                    usable.link().id())
                            : "broken"));
        }
        return entries;
    }

    /** Returns the rows that Jackson reads, {@code null} if the text is not CSV. */
    private static List<String> byJackson(String text, char separator) {
        List<String> entries = new ArrayList<>();
        try (MappingIterator<List<String>> rows = JACKSON.readerForListOf(String.class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator).withSkipFirstDataRow(true))
                .readValues(text)) {
            while (rows.hasNextValue()) {
                List<String> row = rows.nextValue();
                String url = cell(row, 0);
                entries.add(
                        url != null && UriListManifest.isUrl(url.strip())
                                ? shown(url.strip(), cell(row, 1), stripped(cell(row, 2)))
                                : "broken");
            }
            return entries;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(List<String> row, int index) {
        String cell = row.size() > index ? row.get(index) : "";
        // Our parser normalises line ends within a cell.
        return cell.isBlank() ? null : cell.replace("\r\n", "\n");
    }

    private static String stripped(String cell) {
        return cell == null ? null : cell.strip();
    }

    private static String shown(String url, String key, String id) {
        return url + "|" + key + "|" + id;
    }
}
