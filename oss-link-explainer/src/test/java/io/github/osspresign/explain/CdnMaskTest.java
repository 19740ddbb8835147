// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.sign.CdnSigner;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An explanation shows no useful part of the hash of a link of a CDN, however the link was cut or changed. */
class CdnMaskTest {

    private static final String HOST = "https://cdn.example.com";
    private static final String KEY = "aliyuncdnexp1234";
    private static final String[] INSERTED = {
        " ", "/", "?", "&", "=", "#", "-", ".", "%", "%39", "\n", "\"", "a", "g", "0"
    };
    private static final List<CdnKind> KINDS = List.of(CdnKind.values());
    private static final int SHOWN = 7;
    private static final int ROUNDS = Integer.getInteger("cdn.mask.rounds", 2000);

    private final Random random;

    CdnMaskTest() {
        long seed = Long.getLong("cdn.mask.seed", System.nanoTime());
        System.out.println("-Dcdn.mask.seed=" + seed);
        random = new Random(seed);
    }

    @Test
    void noEightDigitsOfAHashSurviveAnyDamage() {
        for (int round = 0; round < ROUNDS; round++) {
            CdnKind kind = KINDS.get(random.nextInt(KINDS.size()));
            boolean inPath = random.nextBoolean();
            String uri = "/video/" + random.nextInt(1000) + "/k.mp4";
            String time = switch (kind) {
                case A, F -> "1439596800";
                case B -> "201508150800";
                case C -> "55CE8100";
            };
            String hash = CdnSigner.hash(kind, uri, time, "0-0", KEY + round);
            String target = switch (kind) {
                case A -> uri + "?auth_key=" + time + "-0-0-" + hash;
                case B -> "/" + time + "/" + hash + uri;
                case C -> inPath ? "/" + hash + "/" + time + uri : uri + "?k=" + hash + "&t=" + time;
                case F -> uri + "?sign=" + hash + "&time=" + time;
            };
            String url = HOST + target;
            for (int damages = random.nextInt(3); damages >= 0; damages--) {
                url = damaged(url);
            }

            String shown = LinkExplainer.explain(LinkQuestion.of(url, Instant.parse("2015-08-15T00:10:00Z")))
                    .toString()
                    .toLowerCase(Locale.ROOT);

            for (int start = 0; start + SHOWN < hash.length(); start++) {
                assertThat(shown)
                        .as("round %s, %s", round, url)
                        .doesNotContain(hash.substring(start, start + SHOWN + 1));
            }
        }
    }

    private String damaged(String url) {
        int start = Math.min(url.length(), HOST.length() - 4 + random.nextInt(url.length() - HOST.length() + 5));
        int end = Math.min(url.length(), start + random.nextInt(12));
        String inserted = INSERTED[random.nextInt(INSERTED.length)];
        return switch (random.nextInt(5)) {
            case 0 -> url.substring(0, start);
            case 1 -> url.substring(0, start) + url.substring(end);
            case 2 -> url.substring(0, start) + inserted + url.substring(start);
            case 3 -> url.substring(0, start) + inserted + url.substring(Math.min(url.length(), start + 1));
            default -> url.substring(0, start) + url.substring(start).toUpperCase(Locale.ROOT);
        };
    }
}
