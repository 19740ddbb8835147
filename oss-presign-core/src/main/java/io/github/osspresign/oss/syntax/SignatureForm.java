// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

/** Regular expressions of complete signatures. Their lengths show whether a URL was cut. */
public final class SignatureForm {

    /** Signature of version V4: 32 bytes in hexadecimal digits. */
    public static final String V4_VALUE = "[0-9a-fA-F]{64}";

    /** Signature of version V1: Base64 of 20 bytes, of which some may be percent-encoded. */
    public static final String V1_VALUE = "(?:[A-Za-z0-9+/]|%2[BbFf]){27}(?:=|%3[Dd])";

    /** Parameter with a signature of version V4. */
    public static final String V4 = "x-oss-signature=" + V4_VALUE;

    /** Parameter with a signature of version V1. */
    public static final String V1 = "Signature=" + V1_VALUE;

    private SignatureForm() {}
}
