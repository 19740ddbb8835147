// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

/** Link in JSON without a text form, because Flink writes an element to its log if an asynchronous function fails. */
public final class SecretLink {

    public String json = "";

    /** For Flink. */
    public SecretLink() {}

    public SecretLink(String json) {
        this.json = json;
    }

    @Override
    public String toString() {
        return "link";
    }
}
