// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import org.apache.camel.builder.RouteBuilder;

/** The two routes of the example; {@code routes/share-by-mail.yaml} has the same in YAML. */
final class ShareRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{outbox}}?move=.sent&moveFailed=.failed")
                .routeId("share")
                .bean("ledger", "found")
                .bean("upload")
                .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                .to("presign:{{bucket}}?region={{region}}&expiration={{expiration}}")
                .log("${header.CamelFileName} is linked: ${header.CamelPresignUrlMasked}")
                .bean("ledger", "linked")
                .process("mail")
                .bean("ledger", "mailing")
                .to("{{smtp.secret}}");

        from("osspresigned:{{inbox}}?linkSource=RAW({{imap.secret}})&extract=text&transferListener=#bean:progress")
                .routeId("receive")
                .log("${header.CamelFileName} has arrived: ${header.CamelPresignUrlMasked}")
                .bean("ledger", "arrived");
    }
}
