// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Thread-safe cache of V4 signing keys. A signing key is the same for all requests with one access key on one day, and
 * takes four of the five HMACs of a verification.
 */
final class SigningKeyCache {

    // A URL names its day, so a caller could otherwise fill the memory with keys of other days.
    static final int CAPACITY = 64;

    private final Map<Source, byte[]> keys = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, byte[]> eldest) {
            return size() > CAPACITY;
        }
    };

    private record Source(String secret, String scope) {

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return "Source[" + scope + "]";
        }
    }

    /** Returns the signing key of the secret for the scope. */
    synchronized byte[] get(String secret, String scope) {
        return keys.computeIfAbsent(
                new Source(secret, scope), source -> ReferenceSigner.signingKeyV4(source.secret(), source.scope()));
    }
}
