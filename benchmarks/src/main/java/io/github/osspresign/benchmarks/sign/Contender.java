// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Instant;

/** Signers that are compared. */
public enum Contender {
    OURS("ours") {
        @Override
        Side side(SigningCase signingCase) {
            return new Ours(signingCase, SignatureVersion.V4);
        }
    },
    OUR_SIGNER("our signer alone") {
        @Override
        Side side(SigningCase signingCase) {
            Ours ours = new Ours(signingCase, SignatureVersion.V4);
            PresignRequest request = ours.request(signingCase.key());
            Instant now = Instant.now();
            return key -> ours.url(request, now);
        }
    },
    SDK_V1("OSS SDK V1") {
        @Override
        Side side(SigningCase signingCase) {
            return SdkV1.v4(signingCase);
        }
    },
    SDK_V1_OLD_SIGNATURE("OSS SDK V1, signature V1") {
        @Override
        Side side(SigningCase signingCase) {
            return SdkV1.v1(signingCase);
        }
    },
    SDK_V2("OSS SDK V2") {
        @Override
        Side side(SigningCase signingCase) {
            return new SdkV2(signingCase);
        }
    },
    AWS("AWS SDK V2") {
        @Override
        Side side(SigningCase signingCase) {
            return new AwsSdk(signingCase);
        }
    };

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract Side side(SigningCase signingCase);
}
