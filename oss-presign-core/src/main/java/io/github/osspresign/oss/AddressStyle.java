// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

/** Position of the bucket in a URL. The signature always covers the bucket. */
public enum AddressStyle {
    /** Before the host of the service: {@code https://bucket.oss-cn-hangzhou.aliyuncs.com/key}. */
    VIRTUAL_HOSTED("virtualHosted"),
    /** First segment of the path. The real service rejects it; servers for development need it. */
    PATH("path"),
    /** Not in the URL, because the host is a custom domain of the bucket. */
    CNAME("cname");

    private final String optionValue;

    AddressStyle(String optionValue) {
        this.optionValue = optionValue;
    }

    /** Returns the value of the option {@code addressStyle}. */
    @Override
    public String toString() {
        return optionValue;
    }
}
