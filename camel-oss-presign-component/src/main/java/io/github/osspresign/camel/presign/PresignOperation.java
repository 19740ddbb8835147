// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

/** Operation of a {@code presign:} endpoint. */
public enum PresignOperation {
    /** Signs one link for one object key. */
    SIGN("sign"),
    /** Signs a link for each entry of the body. */
    SIGN_ALL("signAll"),
    /** Signs a link for each object of a listing. */
    SIGN_PREFIX("signPrefix"),
    /** Signs a form for uploads from a browser. */
    POST_POLICY("postPolicy"),
    /** Opens an upload in parts and signs its links. */
    MULTIPART("multipart"),
    /** Signs a new link for an expired one whose signature is valid. */
    RENEW("renew");

    private final String optionValue;

    PresignOperation(String optionValue) {
        this.optionValue = optionValue;
    }

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return optionValue;
    }
}
