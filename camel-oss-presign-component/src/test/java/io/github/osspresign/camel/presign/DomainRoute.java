// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedConfiguration;
import io.github.osspresign.devserver.OssDevServer;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Child process of {@link PresignDomainsTest} with a hosts file: uploads two objects through links on a custom domain,
 * lists and downloads them, on a server whose default domain is closed.
 */
final class DomainRoute {

    /** Not a name below localhost, which stands for the bucket of that name. */
    static final String DOMAIN = "files.example.com";

    private DomainRoute() {}

    /**
     * Arguments: the directory of the downloads, and URIs of endpoints without options. Prints each URI and the content of
     * the objects, then the hosts of all requests.
     */
    public static void main(String[] args) throws Exception {
        try (OssDevServer server = OssDevServer.builder()
                        .bucket("demo")
                        .customDomain(DOMAIN, "demo")
                        .closedDefaultDomain(true)
                        .start();
                CamelContext context = new DefaultCamelContext()) {
            PresignComponent presign = context.getComponent("presign", PresignComponent.class);
            // The second name does not exist.
            presign.setDomains(server.camelProperties().get("camel.component.presign.domains")
                    + ",photos=http://photos.example.com");
            presign.setAllowedBuckets("*");
            presign.getConfiguration().setRegion(server.region());
            presign.getConfiguration().setAccessKey(server.accessKeyId());
            presign.getConfiguration().setSecretKey(server.accessKeySecret());
            OssPresignedConfiguration hosts = context.getComponent("osspresigned", OssPresignedComponent.class)
                    .getConfiguration();
            hosts.setAllowedHosts(server.camelProperties().get("camel.component.osspresigned.allowed-hosts"));
            hosts.setAllowHttp(true);
            hosts.setAllowPrivateAddresses(true);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            for (int i = 1; i < args.length; i++) {
                System.out.println(args[i]);
                addRoutes(context, args[i], "osspresigned:" + args[0] + "/" + i, "-" + i);
                for (String size : List.of("small", "large")) {
                    template.sendBodyAndHeaders(
                            "direct:" + size + "-" + i,
                            size.getBytes(UTF_8),
                            Map.of(
                                    PresignConstants.BUCKET_NAME,
                                    "demo",
                                    PresignConstants.OBJECT_KEY,
                                    i + "/" + size,
                                    PresignConstants.UPLOAD_SIZE,
                                    size.length()));
                }
                template.sendBodyAndHeaders(
                        "direct:download-" + i,
                        null,
                        Map.of(PresignConstants.BUCKET_NAME, "demo", PresignConstants.PREFIX, i + "/"));
            }
            TreeSet<String> seen = new TreeSet<>();
            server.requests()
                    .forEach(request ->
                            seen.add(request.headers().get("Host").get(0).replaceFirst(":.*", "")));
            System.out.println("hosts: " + seen);
        }
    }

    private static void addRoutes(CamelContext context, String endpoint, String downloads, String suffix)
            throws Exception {
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("direct:small" + suffix)
                    .toD(endpoint + "?method=PUT")
                    .to("osspresigned:?operation=upload")
                    .toD(endpoint + "?verifyObject=true");
            routes.from("direct:large" + suffix)
                    .toD(endpoint + "?operation=multipart&partSize=100KiB")
                    .to("osspresigned:?operation=upload");
            routes.from("direct:download" + suffix)
                    .toD(endpoint + "?operation=signPrefix&output=body")
                    .split(routes.body())
                    .to(downloads)
                    .process(exchange -> System.out.println(
                            exchange.getMessage().getBody(File.class).getName() + ": "
                                    + exchange.getMessage().getBody(String.class)));
        });
    }
}
