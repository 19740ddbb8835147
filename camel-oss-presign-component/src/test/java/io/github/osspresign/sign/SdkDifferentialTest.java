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
 * Ten thousand random requests have, bit for bit, the signature that the official SDKs give them at the same instant.
 * Where an SDK is known to be wrong ({@link SdkFault}) it must differ, and nothing else is excused.
 */
class SdkDifferentialTest {

    private static final int REQUESTS = 10_000;

    private final Locale locale = Locale.getDefault();
    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<SdkFault, Integer> faulty = new EnumMap<>(SdkFault.class);

    /** The SDKs lower-case header names as the machine's language does, which in Turkish gives none that exists. */
    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(locale);
    }

    @Test
    void officialSdksSignTheSameUnlessTheyAreKnownToBeWrong() {
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
        System.out.println("seed " + seed + ", compared " + compared + ", known faults " + faulty);

        assertThat(compared)
                .containsOnlyKeys("SdkV1 V1", "SdkV1 V4", "SdkV2 V1", "SdkV2 V4")
                .allSatisfy((sdk, count) -> assertThat(count).isGreaterThan(REQUESTS / 4));
        assertThat(compared.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(REQUESTS);
        assertThat(faulty).as("no fault is obsolete").containsOnlyKeys(SdkFault.values());
    }

    private void compare(OfficialSdk sdk, SigningInput input, long seed) {
        List<SdkFault> faults = List.of(SdkFault.values()).stream()
                .filter(fault -> fault.concerns(sdk, input))
                .toList();
        if (faults.isEmpty()) {
            SignedUrl theirs = sdk.presign(input);
            assertThat(oursAtTheSameInstant(input, theirs))
                    .as("%s, seed %d, input %s", sdk.getClass().getSimpleName(), seed, input)
                    .isEqualTo(theirs);
            compared.merge(sdk.getClass().getSimpleName() + " " + input.version(), 1, Integer::sum);
        } else {
            assertThat(signsTheSame(sdk, input))
                    .as("%s, seed %d, input %s", faults, seed, input)
                    .isFalse();
            faults.forEach(fault -> faulty.merge(fault, 1, Integer::sum));
        }
    }

    private static boolean signsTheSame(OfficialSdk sdk, SigningInput input) {
        SignedUrl theirs;
        try {
            theirs = sdk.presign(input);
        } catch (NullPointerException e) {
            return false;
        }
        return oursAtTheSameInstant(input, theirs).equals(theirs);
    }

    private static SignedUrl oursAtTheSameInstant(SigningInput input, SignedUrl theirs) {
        boolean v4 = input.version() == SignatureVersion.V4;
        Instant signedAt = v4 ? theirs.date() : input.signedAt();
        Duration lifetime = v4
                ? Duration.ofSeconds(theirs.number("x-oss-expires"))
                : Duration.between(signedAt, Instant.ofEpochSecond(theirs.number("Expires")));
        return SignedUrl.parse(input.presign(signedAt, lifetime).url());
    }
}
