package io.github.osspresign.oss;

/** Regular expressions of complete signatures in a URL. Their lengths show whether a URL was cut. */
public final class SignatureForm {

    /** Parameter with a signature of version V4: 32 bytes in hexadecimal digits. */
    public static final String V4 = "x-oss-signature=[0-9a-fA-F]{64}";

    /** Parameter with a signature of version V1: Base64 of 20 bytes, of which some may be percent-encoded. */
    public static final String V1 = "Signature=(?:[A-Za-z0-9+/]|%2[BbFf]){27}(?:=|%3[Dd])";

    private SignatureForm() {}
}
