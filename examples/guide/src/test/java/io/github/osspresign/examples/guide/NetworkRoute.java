// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.camel.PresignConstants;
import org.apache.camel.main.Main;

/** Child process of {@link PropertiesTest}, in which a hosts file has the name of the server. */
final class NetworkRoute {

    private NetworkRoute() {}

    /** Arguments: the directory of the download, and properties as {@code name=value}. Prints the link without its query. */
    public static void main(String[] args) throws Exception {
        Main camel = new Main();
        for (int i = 1; i < args.length; i++) {
            String[] property = args[i].split("=", 2);
            camel.addInitialProperty(property[0], property[1]);
        }
        camel.configure()
                .addLambdaRouteBuilder(routes ->
                        routes.from("direct:report").to("presign:demo").to("osspresigned:" + args[0]));
        camel.start();
        try {
            String url = camel.getCamelTemplate()
                    .request(
                            "direct:report",
                            exchange -> exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "report.csv"))
                    .getMessage()
                    .getHeader(PresignConstants.URL, String.class);
            System.out.println(url.replaceFirst("\\?.*", ""));
        } finally {
            camel.stop();
        }
    }
}
