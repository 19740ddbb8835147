// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters for options that are neither texts nor numbers. */
final class OptionConverters {

    private OptionConverters() {}

    /** Converts an IP address. */
    static final class Address implements ITypeConverter<InetAddress> {

        @Override
        public InetAddress convert(String value) {
            // Accepts only characters of addresses, so that no name is looked up.
            if (value.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                try {
                    return InetAddress.getAllByName(value)[0];
                } catch (UnknownHostException e) {
                    throw new TypeConversionException("must be an IP address, was " + value);
                }
            }
            throw new TypeConversionException("must be an IP address, was " + value);
        }
    }

    /** Converts a clock: a difference from the real time, or an instant at which the clock stands still. */
    static final class ServerClock implements ITypeConverter<Clock> {

        @Override
        public Clock convert(String value) {
            try {
                return value.matches("[0-9].*")
                        ? Clock.fixed(Instant.parse(value), ZoneOffset.UTC)
                        : Clock.offset(Clock.systemUTC(), Duration.parse(value));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "must be a duration like -PT10M or an instant like 2026-03-10T12:00:00Z, was " + value);
            }
        }
    }

    /** Converts {@code ID:SECRET:TOKEN[:LIFETIME]}. No message contains the value, because it holds secrets. */
    static final class SecurityToken implements ITypeConverter<StsToken> {

        private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

        @Override
        public StsToken convert(String value) {
            String[] parts = value.split(":", -1);
            if (parts.length != 3 && parts.length != 4) {
                throw new TypeConversionException(
                        "must be ID:SECRET:TOKEN or ID:SECRET:TOKEN:LIFETIME, had " + (parts.length - 1) + " colons");
            }
            try {
                Duration lifetime = parts.length == 3 ? DEFAULT_LIFETIME : Duration.parse(parts[3]);
                return new StsToken(parts[0], parts[1], parts[2], lifetime);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("LIFETIME must be a duration like PT1H");
            }
        }
    }
}
