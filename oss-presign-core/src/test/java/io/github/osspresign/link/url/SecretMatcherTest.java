// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SecretMatcherTest {

    private static final List<String> PIECES = List.of(
            "a", "B", "abcdefgh", "ABCDEFGH", "abcdefghij", "ghijabcd", "%2F", "$1", "\\E", "\n", "\u200b", " ");

    @Test
    void findsAndHidesAsPatternOfAllSecretsDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 50_000; i++) {
            List<String> secrets = new ArrayList<>();
            for (int count = random.nextInt(4); count > 0; count--) {
                secrets.add(text(random, 3));
            }
            String text = text(random, 6);
            SecretMatcher matcher = new SecretMatcher(() -> secrets);
            String hidden = byPattern(secrets, text);
            boolean contained = !hidden.equals(printable(text));
            assertThat(matcher.hiddenIn(text))
                    .as("seed %d: %s in '%s'", seed, secrets, text)
                    .isEqualTo(hidden);
            assertThat(matcher.areIn(text))
                    .as("seed %d: %s in '%s'", seed, secrets, text)
                    .isEqualTo(contained);
            found += contained ? 1 : 0;
        }
        assertThat(found).isGreaterThan(1_000);
    }

    @Test
    void asksForSecretsOnlyWhenTextIsSearched() {
        AtomicInteger asked = new AtomicInteger();
        SecretMatcher matcher = new SecretMatcher(() -> {
            asked.incrementAndGet();
            return List.of("0123456789");
        });

        matcher.add(List.of("abcdefghij"));
        assertThat(asked).hasValue(0);

        assertThat(matcher.hiddenIn("ABCDEFGHIJ 0123456789")).isEqualTo("xxxxxx xxxxxx");
        assertThat(matcher.areIn("abcdefghij")).isTrue();
        assertThat(asked).hasValue(1);
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String printable(String text) {
        return text.replace("\n", "").replace("\u200b", "");
    }

    private static String byPattern(List<String> secrets, String text) {
        String any = secrets.stream()
                .map(SecretMatcherTest::printable)
                .filter(secret -> secret.length() >= 8)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return any.isEmpty()
                ? printable(text)
                : Pattern.compile(any, Pattern.CASE_INSENSITIVE)
                        .matcher(printable(text))
                        .replaceAll("xxxxxx");
    }
}
