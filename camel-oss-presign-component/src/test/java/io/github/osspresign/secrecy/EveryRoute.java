// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import java.nio.file.Path;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * Each way in which the two components are used. Routes whose name begins with {@code value} have links only as values;
 * those are traced.
 */
final class EveryRoute extends RouteBuilder {

    /** Links to this machine, without TLS, are refused unless one asks for them. */
    static final String LOCAL = "allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true&maxAttempts=1";

    private final Path directory;
    private final KnownSecrets secrets;
    private final int proxyPort;
    private final String traced;

    EveryRoute(Path directory, KnownSecrets secrets, int proxyPort, String traced) {
        this.traced = traced;
        this.directory = directory;
        this.secrets = secrets;
        this.proxyPort = proxyPort;
    }

    @Override
    public void configure() {
        getContext().getTracer().setTracePattern(traced);
        // It would trace all routes.
        getContext().getTracer().setTraceBeforeAndAfterRoute(traced.equals("*"));
        errorHandler(defaultErrorHandler().logExhaustedMessageHistory(true).retryAttemptedLogLevel(LoggingLevel.WARN));
        sign("v4", "presign:demo");
        sign("v1", "presign:demo?signatureVersion=V1");
        sign("sts", "sts:demo");
        sign("sts-v1", "sts:demo?signatureVersion=V1");
        sign("put", "presign:demo?method=PUT&header.Content-Type=text/csv");
        sign("verified", "presign:demo?verifyObject=true");
        sign("sts-verified", "sts:demo?verifyObject=true");
        sign("sts-v1-verified", "sts:demo?signatureVersion=V1&verifyObject=true");
        sign("form", "presign:demo?operation=postPolicy&method=POST");
        sign("sts-form", "sts:demo?operation=postPolicy&method=POST");
        from("direct:sign-dynamic")
                .routeId("sign-dynamic")
                .toD("presign:demo?objectKey=${header.key}&expiration=${header.life}")
                .process(secrets::remember);
        from("direct:sign-all")
                .routeId("sign-all")
                .to("presign:demo?operation=signAll")
                .split(body())
                .process(secrets::remember);
        from("direct:sign-prefix")
                .routeId("sign-prefix")
                .to("presign:demo?operation=signPrefix&prefix=dir/")
                .split(body())
                .process(secrets::remember);
        from("direct:sign-sts-prefix")
                .routeId("sign-sts-prefix")
                .to("sts:demo?operation=signPrefix&prefix=dir/")
                .split(body())
                .process(secrets::remember);
        for (String component : new String[] {"presign", "sts"}) {
            from(component + ":demo?prefix=watched/&initialDelay=0&delay=1000")
                    .routeId("sign-watched-" + component)
                    .to(component + ":demo")
                    .process(secrets::remember);
        }

        download("directory", osspresigned("&idempotent=true"));
        download("temporary", "osspresigned:?" + LOCAL);
        download("streaming", "osspresigned:?streaming=true&" + LOCAL);
        download("refreshed", osspresigned("&refreshUri=direct:renew"));
        download("strict", "osspresigned:strict");
        download(
                "expression",
                "osspresigned:" + directory.resolve("${header.folder}") + "?fileName=${header.name}&" + LOCAL);
        download(
                "proxy",
                "osspresigned:?proxyHost=127.0.0.1&proxyPort=" + proxyPort
                        + "&proxyAuthUsername=alice&proxyAuthPassword=RAW({{proxy.password}})&" + LOCAL);
        download("upload", "osspresigned:?operation=upload&" + LOCAL);
        shown(from("direct:value-poll").routeId("value-poll"))
                .poll(osspresigned(""))
                .to("log:polled?showAll=true");
        shown(from("direct:value-poll-enrich").routeId("value-poll-enrich"))
                .pollEnrich(osspresigned(""))
                .to("log:enriched?showAll=true");
        shown(from("direct:value-enrich").routeId("value-enrich"))
                .enrich(osspresigned(""))
                .to("log:enriched?showAll=true");
        shown(from("direct:value-dead-letter")
                        .routeId("value-dead-letter")
                        .errorHandler(deadLetterChannel("log:dead?showAll=true").useOriginalMessage()))
                .to(osspresigned(""));
        from("direct:renew")
                .routeId("sign-renew")
                .to("presign:demo?operation=renew")
                .process(secrets::remember);
        consume("seda", "&linkSource=seda:links");
        consume("file", "&linkSource=RAW(file:" + directory.resolve("links") + "?initialDelay=0&delay=500)");
        consume("jms", "&linkSource=jms:queue:links");
        consume(
                "mail",
                "&extract=text&linkSource=RAW(imap://127.0.0.1:{{mail.port}}?username=bob&password={{mail.password}}&delay=200&initialDelay=0)");
        from("direct:text")
                .routeId("text")
                .to("presign:demo")
                .process(secrets::remember)
                .log("a URL: ${header.CamelPresignUrl}")
                .to("log:text?showAll=true")
                .to("seda:waiting-with-text")
                .setBody(header(PresignConstants.URL))
                .throwException(new IllegalStateException("a route that fails with URLs in its message"));
        // Nobody takes them out, so that tools can look at them.
        from("direct:value-waiting").routeId("value-waiting").to("seda:waiting");
    }

    private String osspresigned(String options) {
        return "osspresigned:" + directory.resolve("inbox") + "?" + LOCAL + options;
    }

    private void sign(String name, String uri) {
        from("direct:sign-" + name).routeId("sign-" + name).to(uri).process(secrets::remember);
    }

    private void download(String name, String uri) {
        shown(from("direct:value-" + name).routeId("value-" + name))
                .to(uri)
                .to("log:downloaded?showAll=true&showBody=false");
    }

    private void consume(String name, String options) {
        shown(from(osspresigned(options)).routeId("value-from-" + name)).to("seda:received");
    }

    /** All that a route may say of a link in a header, a property or a variable. */
    private RouteDefinition shown(RouteDefinition route) {
        route.setProperty("link", header(OssPresignedConstants.LINK))
                .setVariable("link", header(OssPresignedConstants.LINK))
                .log(
                        "link ${header.CamelPresignLink} in ${headers}, ${exchangeProperty.link}, ${variable.link}, ${exchange}")
                .to("log:shown?showAll=true&multiline=true&showBody=false");
        return route;
    }
}
