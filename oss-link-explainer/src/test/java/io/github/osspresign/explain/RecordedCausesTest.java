// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.FindingCode.*;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.RecordedExchange;
import io.github.osspresign.test.RecordedExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The first finding names the cause of the recorded exchanges. {@code README.md} has the score; {@code -Ddocs.update=true}
 * writes it instead of comparing it.
 */
class RecordedCausesTest {

    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- begin score -->\n";
    private static final String END = "<!-- end score -->";

    /** Share of the causes that must be named first, in percent. */
    private static final int REQUIRED = 90;

    /** Findings that name a cause. A cause that is missing here is named by none. */
    private static final Map<String, Set<FindingCode>> NAMED_BY = Map.ofEntries(
            entry("anonymous", Set.of(UNSIGNED, PRIVATE_BUCKET)),
            entry("archived", Set.of(OBJECT_STATE)),
            entry("authorization-header", Set.of(AUTHORIZATION_HEADER)),
            entry("blank-in-credential", Set.of(KEY_ID_MALFORMED)),
            entry("callback-parameter", Set.of(CALLBACK_FAILED)),
            entry("callback-server", Set.of(CALLBACK_FAILED)),
            entry("clock", Set.of(CLOCK_SKEWED, NOT_YET_VALID)),
            entry("condition-header", Set.of(REQUEST_REFUSED)),
            entry("content-md5", Set.of(REQUEST_REFUSED)),
            entry("content-type-not-signed", Set.of(CONTENT_TYPE_LIKELY, CONTENT_TYPE_SENT)),
            entry("cors", Set.of(PART_REFUSED, CORS_BLOCKED)),
            entry("expired", Set.of(EXPIRED)),
            entry("form-policy", Set.of(FORM_REFUSED, FORM_POLICY_MALFORMED, FORM_FIELD_DIFFERS)),
            entry("key-disabled", Set.of(KEY_REFUSED)),
            entry("key-encoding", Set.of(DOUBLE_ENCODED, PLUS_IN_PATH, UNENCODED_CHARACTER, RESPONSE_DIFFERS)),
            entry("leading-slash", Set.of(LEADING_SLASH)),
            entry("lifetime", Set.of(LIFETIME_TOO_LONG)),
            entry("link-truncated", Set.of(MISSING_PARAMETER, CREDENTIAL_MALFORMED)),
            entry("listed-header-missing", Set.of(LISTED_HEADER_MISSING)),
            entry("malformed-parameter", Set.of(EXPIRES_MALFORMED, SIGNATURE_MALFORMED, PROCESS_REFUSED)),
            entry("metadata-not-ascii", Set.of(METADATA_NOT_ASCII)),
            entry("missing-bucket", Set.of(OBJECT_MISSING)),
            entry("missing-length", Set.of(REQUEST_REFUSED)),
            entry("missing-object", Set.of(OBJECT_MISSING)),
            entry("missing-parameter", Set.of(MISSING_PARAMETER)),
            entry("override-not-signed", Set.of(OVERRIDE_UNSIGNED)),
            entry("path-style", Set.of(PATH_STYLE)),
            entry("permission", Set.of(PERMISSION_MISSING, PRIVATE_BUCKET)),
            entry("range", Set.of(REQUEST_REFUSED)),
            entry("raw-plus-in-signature", Set.of(SIGNATURE_WITH_BLANK)),
            entry("referer-policy", Set.of(REFERER_REFUSED)),
            entry("s3-chunked", Set.of(S3_CHUNKED)),
            entry("s3-tool", Set.of(BUCKET_REPEATED)),
            entry("source-address", Set.of(SOURCE_ADDRESS_REFUSED)),
            entry("style-only", Set.of(STYLE_ONLY)),
            entry("token-expired", Set.of(TOKEN_EXPIRED)),
            entry("token-missing", Set.of(TOKEN_MISSING)),
            entry("tool-defect", Set.of(DATE_HEADER_MISSING)),
            entry("wrong-bucket-host", Set.of(BUCKET_DIFFERS)),
            entry("wrong-endpoint", Set.of(ENDPOINT_DIFFERS, REGION_DIFFERS, BUCKET_NOT_IN_HOST)),
            entry("wrong-key-id", Set.of(KEY_REFUSED, KEY_ID_MALFORMED)),
            entry("wrong-secret", Set.of(SIGNATURE_MALFORMED, SIGNATURE_MISMATCH)),
            entry("wrong-region", Set.of(REGION_DIFFERS, REGION_UNKNOWN)));

    /** Words in the sentence of {@link FindingCode#REQUEST_REFUSED} that name the cause. */
    private static final Map<String, String> WORDS = Map.of(
            "condition-header", "conditional header",
            "content-md5", "Content-MD5",
            "missing-length", "Content-Length",
            "range", "range");

    @Test
    void firstFindingNamesTheCauseThatIsKnownFromLinkOrResponse() throws IOException {
        Score ofLink = score(Set.of("link"), RecordedPaste::aboutLink);
        Score ofBoth = score(Set.of("link", "link+answer"), RecordedPaste::aboutLinkAndResponse);
        Score notKnowable = score(Set.of("no"), RecordedPaste::aboutLinkAndResponse);
        String table = "| given | causes | named first | named as likely | said to be unseen | named wrongly |\n"
                + "| --- | ---: | ---: | ---: | ---: | ---: |\n"
                + ofLink.row("link alone, where it shows the cause")
                + ofBoth.row("link and response, where they show the cause")
                + notKnowable.row("link and response, where they do not show the cause");
        String page = Files.readString(README);
        String current =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(README, current);
        }

        assertThat(ofBoth.wrong).as("named wrongly").isEmpty();
        // The explainer names the text after the date, a slip of the sample in the documentation.
        assertThat(ofLink.wrong)
                .as("named wrongly from the link alone")
                .singleElement()
                .asString()
                .startsWith("help-0002-00000418 (expired: Finding[code=DATE_MALFORMED");
        // The explainer names the misspelt parameter, a slip of the sample in the documentation.
        assertThat(notKnowable.wrong)
                .as("named although it cannot be known")
                .singleElement()
                .asString()
                .startsWith("help-0002-00000201 (wrong-secret: Finding[code=MISSING_PARAMETER");
        assertThat((ofBoth.named + ofBoth.likely) * 100)
                .as("causes named first; not named: %s", ofBoth.unseen)
                .isGreaterThanOrEqualTo(REQUIRED * ofBoth.all());
        assertThat(Files.readString(README))
                .as("%s; -Ddocs.update=true updates it", README)
                .isEqualTo(current);
    }

    private static Score score(Set<String> knowable, Function<RecordedPaste, LinkQuestion> question)
            throws IOException {
        Score score = new Score();
        for (RecordedExchange exchange : RecordedExchanges.all()) {
            if (exchange.cause().id() != null
                    && knowable.contains(String.valueOf(exchange.cause().knowable()))) {
                score.add(exchange, LinkExplainer.explain(question.apply(new RecordedPaste(exchange))));
            }
        }
        return score;
    }

    private static final class Score {

        private final List<String> unseen = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private int named;
        private int likely;

        int all() {
            return named + likely + unseen.size() + wrong.size();
        }

        void add(RecordedExchange exchange, Explanation explanation) {
            String cause = String.valueOf(exchange.cause().id());
            Finding first = explanation.findings().get(0);
            boolean names = NAMED_BY.getOrDefault(cause, Set.of()).contains(first.code())
                    && first.sentence().contains(first.code() == REQUEST_REFUSED ? WORDS.get(cause) : "");
            boolean saysUnseen = first.sentence().contains("cannot be seen")
                    || first.severity() != Severity.ERROR
                    || first.code() == NOT_A_URL;
            boolean probable = first.sentence().contains("most probably")
                    || first.sentence().contains("most frequent");
            if (names && probable) {
                likely++;
            } else if (names) {
                named++;
            } else if (saysUnseen) {
                unseen.add(exchange.id() + " (" + cause + ": " + first.code() + ")");
            } else {
                wrong.add(exchange.id() + " (" + cause + ": " + first + ")");
            }
        }

        String row(String given) {
            return "| " + given + " | " + all() + " | " + named + " | " + likely + " | " + unseen.size() + " | "
                    + wrong.size() + " |\n";
        }
    }
}
