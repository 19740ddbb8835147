// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Child process with a route for each argument, which has the options of its endpoint. Each gives two links out. Prints
 * exchange ID and link; the log goes to standard error.
 */
final class GivenLink {

    private GivenLink() {}

    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            for (int i = 0; i < args.length; i++) {
                String share = "share-" + i;
                String endpoint =
                        "presign:my-bucket?region=cn-hangzhou&accessKey=LTAI5tExample&secretKey=geheim" + args[i];
                RouteBuilder.addRoutes(
                        context,
                        routes -> routes.from("direct:" + share).routeId(share).to(endpoint));
            }
            context.start();
            for (int i = 0; i < args.length; i++) {
                for (String key : new String[] {"reports/1.pdf", "reports/2.pdf"}) {
                    Exchange given = context.createFluentProducerTemplate()
                            .to("direct:share-" + i)
                            .withHeader("CamelPresignObjectKey", key)
                            .send();
                    System.out.println(
                            given.getExchangeId() + " " + given.getMessage().getHeader("CamelPresignUrl"));
                }
            }
        }
    }
}
