// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Four thousand random requests have the same signatures as those of the official SDKs at the same instant. If a request
 * meets a known fault of an SDK ({@link SdkFault}), the signatures must differ.
 */
class SdkDifferentialTest {

    private static final int REQUESTS = 4_000;

    private final Locale locale = Locale.getDefault();
    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<SdkFault, Integer> knownFaults = new EnumMap<>(SdkFault.class);

    /** The SDKs lower-case header names in the default locale, which gives wrong names in Turkish. */
    @BeforeEach
    void setEnglishLocale() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void officialSdksComputeSameSignaturesExceptForKnownFaults() {
        long seed = Long.getLong("seed", 20260104L);
        RandomInputs inputs = new RandomInputs(seed);
        try (OfficialSdk v2 = new SdkV2();
                OfficialSdk v1 = new SdkV1()) {
            for (int i = 0; i < REQUESTS; i++) {
                SigningInput input = inputs.next();
                compare(v2, input, seed);
                compare(v1, input, seed);
            }
        }
        System.out.println("seed " + seed + ", compared " + compared + ", known faults " + knownFaults);

        assertThat(compared)
                .containsOnlyKeys("SdkV1 V1", "SdkV1 V4", "SdkV2 V1", "SdkV2 V4")
                .allSatisfy((sdk, count) -> assertThat(count).isGreaterThan(REQUESTS / 4));
        assertThat(compared.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(REQUESTS);
        assertThat(knownFaults).as("no fault is obsolete").containsOnlyKeys(SdkFault.values());
    }

    private void compare(OfficialSdk sdk, SigningInput input, long seed) {
        List<SdkFault> faults = List.of(SdkFault.values()).stream()
                .filter(fault -> fault.affects(sdk, input))
                .toList();
        if (faults.isEmpty()) {
            SignedUrl theirs = sdk.presign(input);
            assertThat(oursSignedAtSameInstant(input, theirs))
                    .as("%s, seed %d, input %s", sdk.getClass().getSimpleName(), seed, input)
                    .isEqualTo(theirs);
            compared.merge(sdk.getClass().getSimpleName() + " " + input.version(), 1, Integer::sum);
        } else {
            assertThat(signsTheSame(sdk, input))
                    .as("%s, seed %d, input %s", faults, seed, input)
                    .isFalse();
            faults.forEach(fault -> knownFaults.merge(fault, 1, Integer::sum));
        }
    }

    private static boolean signsTheSame(OfficialSdk sdk, SigningInput input) {
        SignedUrl theirs;
        try {
            theirs = sdk.presign(input);
        } catch (NullPointerException e) {
            return false;
        }
        return oursSignedAtSameInstant(input, theirs).equals(theirs);
    }

    private static SignedUrl oursSignedAtSameInstant(SigningInput input, SignedUrl theirs) {
        boolean v4 = input.version() == SignatureVersion.V4;
        Instant signedAt = v4 ? theirs.date() : input.signedAt();
        Duration lifetime = v4
                ? Duration.ofSeconds(theirs.number("x-oss-expires"))
                : Duration.between(signedAt, Instant.ofEpochSecond(theirs.number("Expires")));
        return SignedUrl.parse(input.presign(signedAt, lifetime).url());
    }
}
