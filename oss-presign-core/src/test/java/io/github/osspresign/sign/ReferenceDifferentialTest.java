// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand random requests get exactly the URL of the reference signer. The same signers sign all requests, so that
 * their cached key usually belongs to another link.
 */
class ReferenceDifferentialTest {

    private static final int REQUESTS = 10_000;

    @Test
    void tenThousandRandomUrlsEqualThoseOfReferenceSigner() {
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
