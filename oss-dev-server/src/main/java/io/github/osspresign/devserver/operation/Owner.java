// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.format.XmlDocument;

/** The account that owns all buckets and objects. */
public final class Owner {

    private static final String ID = "1000000000000000";

    private Owner() {}

    /** Writes the element with the ID alone, as some documents have it. */
    public static void writeId(XmlDocument xml) {
        xml.element("Owner", ID);
    }

    public static void write(XmlDocument xml) {
        xml.element("Owner", owner -> {
            owner.element("ID", ID);
            owner.element("DisplayName", ID);
        });
    }
}
