// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.Nullable;

/** The correct signature of a request, and the texts that it signs. V1 has no canonical request. */
record ExpectedSignature(@Nullable String canonicalRequest, String stringToSign, String signature) {

    /** Leaves out everything, because the texts may hold a security token. */
    @Override
    public String toString() {
        return "ExpectedSignature";
    }
}
