package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand random requests get, byte for byte, the URL of the literal reference: from signers that each sign them all,
 * and so have kept the key of another link each time.
 */
class ReferenceDifferentialTest {

    private static final int REQUESTS = 10_000;

    @Test
    void everyUrlIsThatOfTheReference() {
        long seed = Long.getLong("seed", 20261125L);
        System.out.println("seed " + seed);
        RandomInputs inputs = new RandomInputs(seed);
        Map<SignatureVersion, OssSigner> signers = new EnumMap<>(SignatureVersion.class);
        for (int i = 0; i < REQUESTS; i++) {
            SigningInput input = inputs.next();
            PresignRequest request = input.request(input.lifetime());
            PresignedUrl ours = signers.computeIfAbsent(input.version(), OssSigner::of)
                    .presign(request, input.credentials(), input.signedAt());
            assertThat(ours.url())
                    .as("seed %d, input %d: %s", seed, i, input)
                    .isEqualTo(ReferenceUrl.of(input, request));
        }
    }
}
