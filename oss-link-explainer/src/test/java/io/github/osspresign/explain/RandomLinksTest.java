// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.explain.RandomLinks.Sample;
import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.UrlParts;
import io.github.osspresign.sign.SignatureVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Properties of random links and random text. {@code -Dseed=} repeats a run; the seed is printed. */
class RandomLinksTest {

    private static final int ROUNDS = 250;
    private static final int CHANGED_LINKS = 8;
    private static final String PLAIN = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final long seed = Long.getLong("seed", 20260301L);
    private final RandomLinks links = new RandomLinks(seed);

    @Test
    void linksOfOurSignerAreHealthyAndTheirSignaturesMatch() {
        System.out.println("seed " + seed);
        for (int i = 0; i < ROUNDS; i++) {
            Sample sample = links.next();
            Explanation explanation = LinkExplainer.explain(sample.question());

            assertThat(explanation.findings())
                    .as("seed %d, round %d, %s", seed, i, sample.link().url())
                    .noneMatch(finding -> finding.severity() == Severity.ERROR);
            assertThat(explanation.signature().verdict())
                    .as("seed %d, round %d, %s", seed, i, sample.link().url())
                    .isEqualTo(Verdict.MATCHES);
        }
    }

    @Test
    void changeOfAnySignedCharacterIsFound() {
        System.out.println("seed " + seed);
        for (int i = 0; i < CHANGED_LINKS; i++) {
            Sample sample = links.next();
            String url = sample.link().url();
            for (int at : signedCharacters(sample)) {
                if (links.below(CHANGED_LINKS) > 0) {
                    continue;
                }
                char other = PLAIN.charAt(links.below(PLAIN.length()));
                String changed = url.substring(0, at) + other + url.substring(at + 1);
                if (PercentCoding.decodeLeniently(changed).equals(PercentCoding.decodeLeniently(url))) {
                    continue;
                }
                Explanation explanation = LinkExplainer.explain(sample.question(changed));

                assertThat(explanation.findings())
                        .as("seed %d, round %d, at %d of %s", seed, i, at, changed)
                        .anyMatch(finding -> finding.severity() == Severity.ERROR
                                || finding.code() == FindingCode.SIGNATURE_NOT_CHECKED);
                assertThat(explanation.signature().verdict())
                        .as("seed %d, round %d, at %d of %s", seed, i, at, changed)
                        .isNotEqualTo(Verdict.MATCHES);
            }
        }
    }

    @Test
    void explanationOfDamagedLinksSucceedsAndHidesSecrets() {
        System.out.println("seed " + seed);
        for (int i = 0; i < ROUNDS; i++) {
            Sample sample = links.next();
            String text =
                    i % 4 == 0 ? links.noise() : links.mangled(sample.link().url());
            Explanation explanation = LinkExplainer.explain(sample.question(text));

            assertThat(explanation.facts()).isNotNull();
            assertThat(explanation.toString())
                    .as("seed %d, round %d, %s", seed, i, text)
                    .doesNotContain(secrets(sample));
        }
    }

    private static List<String> secrets(Sample sample) {
        LooseQuery query = new LooseQuery(UrlParts.of(sample.link().url()).query());
        List<String> secrets = new ArrayList<>(query.secrets());
        if (sample.credentials().accessKeySecret().length() >= 8) {
            secrets.add(sample.credentials().accessKeySecret());
        }
        return secrets;
    }

    /** Returns the indexes of path and query, without the access key ID in V1, which is not signed. */
    private static List<Integer> signedCharacters(Sample sample) {
        String url = sample.link().url();
        int start = url.indexOf('/', "https://".length()) + 1;
        int unsignedStart = sample.version() == SignatureVersion.V1 ? url.indexOf("OSSAccessKeyId=") : url.length();
        int unsignedEnd = url.indexOf('&', unsignedStart);
        List<Integer> signed = new ArrayList<>();
        for (int at = start; at < url.length(); at++) {
            if (at < unsignedStart || at >= unsignedEnd) {
                signed.add(at);
            }
        }
        return signed;
    }
}
