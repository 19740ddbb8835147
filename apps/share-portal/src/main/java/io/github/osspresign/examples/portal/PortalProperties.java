// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.ResponseCookie;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the portal ({@code portal.*}).
 *
 * @param bucket bucket of all objects
 * @param region region of the bucket
 * @param linkLifetime how long the link works that is signed at the click
 * @param continuation how long a counted download may be continued without being counted again
 * @param passwordAttempts how many wrong passwords of a share are accepted in {@code passwordPeriod}
 * @param passwordPeriod see {@code passwordAttempts}
 * @param clicksPerHour how many downloads an address may begin in an hour
 * @param multipartFrom size from which a file is sent in parts, in bytes
 * @param smtp Camel URI of the mail server, with sender and password; no mails without it
 * @param mailDomain domain of the mail addresses of users, such as {@code example.com}; {@code alice} is told by mail at
 *     {@code alice@example.com} what has arrived
 * @param keepEnded how long a share stays in the list after its end, before it is deleted with its object
 * @param keepRecord how long the record keeps an entry
 * @param publicUrl address of the portal for recipients, without a path; needed unless it listens on this machine only
 * @param bodyTime how long the body of a request may take to arrive
 * @param proxyUserHeader header in which a proxy names the user who has logged in there; turns the login form off
 * @param proxySignOutUrl address or path at which the proxy signs a user out; without it the pages show no button for it
 * @param proxyAddresses addresses, or ranges such as {@code 10.0.0.0/8}, of the proxies whose headers are believed
 */
@Validated
@ConfigurationProperties("portal")
public record PortalProperties(
        @NotBlank String bucket,
        @NotBlank String region,
        @DefaultValue("5m") Duration linkLifetime,
        @DefaultValue("6h") Duration continuation,
        @DefaultValue("10") int passwordAttempts,
        @DefaultValue("15m") Duration passwordPeriod,
        @DefaultValue("300") int clicksPerHour,
        @DefaultValue("10485760") long multipartFrom,
        @Nullable String smtp,

        @Nullable @Pattern(regexp = "[A-Za-z0-9.\\-]+", message = "must be a domain such as example.com") String mailDomain,

        @DefaultValue("30d") Duration keepEnded,
        @DefaultValue("90d") Duration keepRecord,

        @Nullable @Pattern(
                regexp = "https?://[A-Za-z0-9.\\-\\[\\]:]+",
                message = "must be an address such as https://share.example.com, without a path and a slash at its end")
        String publicUrl,

        @DefaultValue("10s") Duration bodyTime,
        @Nullable @Size(min = 1) String proxyUserHeader,

        @Nullable @Pattern(
                regexp = "(https?:/)?/[!-~]+",
                message =
                        "must be an address such as https://login.example.com/logout, or a path such as /oauth2/sign_out")
        String proxySignOutUrl,

        @DefaultValue({"127.0.0.1", "::1"}) List<String> proxyAddresses) {

    /** Returns the endpoint that signs for the bucket; further options may follow it. */
    public String signer() {
        return "presign:" + bucket + "?region=" + region;
    }

    /** Returns whether recipients open the portal by HTTPS, so that no cookie may be sent without it. */
    public boolean isSecure() {
        return publicUrl != null && publicUrl.startsWith("https:");
    }

    /** Returns the mail address of a user, {@code null} if it is not known. */
    public @Nullable String mailAddress(String user) {
        if (user.contains("@")) {
            return user;
        }
        return mailDomain == null ? null : user + "@" + mailDomain;
    }

    /** Returns a cookie that scripts do not see. */
    public String cookie(String name, String value, String path, Duration age) {
        return ResponseCookie.from(name, value)
                .path(path)
                .maxAge(age)
                .httpOnly(true)
                .secure(isSecure())
                .sameSite("Lax")
                .build()
                .toString();
    }

    /** Does not show the password of the mail server. */
    @Override
    public String toString() {
        return "PortalProperties[bucket=" + bucket + "]";
    }
}
