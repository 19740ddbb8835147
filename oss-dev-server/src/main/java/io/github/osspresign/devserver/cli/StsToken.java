// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import java.time.Duration;

/** An access key of STS with its token, and how long the token is valid from the start of the server. */
record StsToken(String accessKeyId, String accessKeySecret, String token, Duration lifetime) {

    /** Leaves out the secret and the token. */
    @Override
    public String toString() {
        return "StsToken[" + accessKeyId + ", lifetime=" + lifetime + "]";
    }
}
