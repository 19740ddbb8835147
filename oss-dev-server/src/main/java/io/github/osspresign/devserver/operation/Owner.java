package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.wire.XmlDocument;

/** The one account that owns everything here. */
final class Owner {

    private static final String ID = "1000000000000000";

    private Owner() {}

    static void write(XmlDocument xml) {
        xml.element("Owner", owner -> {
            owner.element("ID", ID);
            owner.element("DisplayName", ID);
        });
    }
}
