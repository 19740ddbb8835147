// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

/** Headers of a request that OSS always includes in the signature, if they are sent. */
public final class AlwaysSignedHeaders {

    private AlwaysSignedHeaders() {}

    /** Returns whether OSS always signs a header, given in lower case. */
    public static boolean contains(String lowerName) {
        return lowerName.equals("content-type") || lowerName.equals("content-md5") || lowerName.startsWith("x-oss-");
    }
}
