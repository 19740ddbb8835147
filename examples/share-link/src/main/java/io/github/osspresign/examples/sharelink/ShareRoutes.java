// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharelink;

import io.github.osspresign.error.ObjectNotFoundException;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * The page of a file, and the click on its button. Opening the page makes no link, because programs that scan mails and show
 * previews open pages, but click on nothing.
 */
final class ShareRoutes extends RouteBuilder {

    private static final String PREFIX = "share.";
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Properties files = new Properties();

    @Override
    public void configure() {
        files = getContext().getPropertiesComponent().loadProperties(name -> name.startsWith(PREFIX));
        // By default, Camel sends no Cache-Control.
        HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        bindToRegistry("headers", headers);

        onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "${exception}")
                .process(exchange -> fail(exchange.getMessage(), 503, "The storage does not respond. Try again."));
        onException(ObjectNotFoundException.class)
                .handled(true)
                .process(exchange -> fail(exchange.getMessage(), 404, "The file has been removed."));

        // tag::routes[]
        from("platform-http:/s/{address}?httpMethodRestrict=GET&headerFilterStrategy=#headers")
                .process(this::chooseFile)
                .setBody(simple("resource:classpath:share-link/page.html"));

        from("platform-http:/s/{address}?httpMethodRestrict=POST&headerFilterStrategy=#headers")
                .process(this::chooseFile)
                .to("presign:{{bucket}}?expiration=5m&verifyObject=true")
                .setHeader("Location", header("CamelPresignUrl"))
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(303))
                .setBody(constant(""));
        // end::routes[]

        from("platform-http:/share.css?httpMethodRestrict=GET")
                .removeHeaders("*")
                .setHeader(Exchange.CONTENT_TYPE, constant("text/css"))
                .setBody(simple("resource:classpath:share-link/share.css"));
    }

    /** Takes nothing from the request but the address, which must be one of the configuration. */
    private void chooseFile(Exchange exchange) {
        Message message = exchange.getMessage();
        String key = files.getProperty(PREFIX + message.getHeader("address", String.class));
        message.removeHeaders("*");
        message.setHeader("Cache-Control", "no-store");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        if (key == null) {
            fail(message, 404, "There is no file at this address.");
            exchange.setRouteStop(true);
            return;
        }
        String name = key.substring(key.lastIndexOf('/') + 1);
        message.setHeader("CamelPresignObjectKey", key);
        message.setHeader("CamelPresignDownloadFileName", name);
        exchange.setVariable("name", name.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static void fail(Message message, int status, String text) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setBody("<!DOCTYPE html><html lang=\"en\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<link rel=\"stylesheet\" href=\"/share.css\"><title>File</title><main><p>" + text
                + "</main></html>\n");
    }
}
