// SPDX-License-Identifier: Apache-2.0
/** Signs, reads and uses presigned URLs of Alibaba Cloud OSS; knows no Camel and no SDK. */
@SuppressWarnings({"module", "requires-automatic"})
module io.github.osspresign.core {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires java.xml;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    // For HttpClient, whose jar has no descriptor.
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.osspresign.error;
    exports io.github.osspresign.link;
    exports io.github.osspresign.oss;
    exports io.github.osspresign.sign;
    exports io.github.osspresign.transfer;
    exports io.github.osspresign.transfer.model;
    // For the other modules of this project.
    exports io.github.osspresign.error.text to
            io.github.osspresign.camel,
            io.github.osspresign.explain;
    exports io.github.osspresign.link.manifest to
            io.github.osspresign.camel;
    exports io.github.osspresign.link.text to
            io.github.osspresign.camel,
            io.github.osspresign.explain;
    exports io.github.osspresign.link.url to
            io.github.osspresign.camel,
            io.github.osspresign.explain;
    exports io.github.osspresign.oss.syntax to
            io.github.osspresign.camel,
            io.github.osspresign.explain;
}
