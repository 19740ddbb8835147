// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.LinkExtraction;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Child process that reads links from text on a class path without a mail library. */
public final class WithoutMail {

    private WithoutMail() {}

    public static void main(String[] args) throws Exception {
        try {
            Class.forName("jakarta.mail.Part");
            throw new AssertionError("the library is there");
        } catch (ClassNotFoundException e) {
            System.out.println("no mail");
        }
        try (CamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage()
                    .setBody("See https://b.oss-cn-hangzhou.aliyuncs.com/k?Expires=1733201060&OSSAccessKeyId=ak"
                            + "&Signature=X01Shf5pjX3NVgJDU4qU%2FpwSs6U%3D today");
            try (LinkEntries links = new LinkReader(LinkExtraction.TEXT).all(exchange)) {
                System.out.println(links.next() instanceof LinkEntry.Usable ? "1 link" : "none");
            }
        }
    }
}
