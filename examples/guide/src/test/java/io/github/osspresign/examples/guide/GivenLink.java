// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process with a route that gives links out. Prints exchange ID and link; the log goes to standard error. */
final class GivenLink {

    private GivenLink() {}

    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from("direct:share")
                            .routeId("share")
                            .to("presign:my-bucket?region=cn-hangzhou&accessKey=LTAI5tExample&secretKey=geheim"
                                    + args[0]));
            context.start();
            for (String key : new String[] {"reports/1.pdf", "reports/2.pdf"}) {
                Exchange given = context.createFluentProducerTemplate()
                        .to("direct:share")
                        .withHeader("CamelPresignObjectKey", key)
                        .send();
                System.out.println(
                        given.getExchangeId() + " " + given.getMessage().getHeader("CamelPresignUrl"));
            }
        }
    }
}
