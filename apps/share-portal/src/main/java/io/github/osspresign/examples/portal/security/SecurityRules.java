// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.UserName;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.util.function.SingletonSupplier;

/** Rules of access. The pages of shares and requests need no login; everything else does. */
@Configuration
class SecurityRules {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityRules.class);

    private static final String SCHEME = "Bearer ";

    /**
     * Value of the header. Pages send files to the bucket, whose origin is that of a link, and browsers check the target of a
     * form also after a redirect.
     */
    private final SingletonSupplier<String> contentSecurityPolicy;

    private final PortalProperties properties;
    private final SecurityProperties.User user;

    /**
     * @param links need routes, which start after these rules
     * @throws IllegalStateException if the configured user cannot be part of object keys
     */
    SecurityRules(@Lazy Links links, PortalProperties properties, SecurityProperties configured) {
        contentSecurityPolicy = SingletonSupplier.of(() -> {
            URI link = links.link("shares/");
            String bucket = link.getScheme() + "://" + link.getRawAuthority();
            return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self' "
                    + bucket + "; form-action 'self' " + bucket + "; base-uri 'none'; frame-ancestors 'none'";
        });
        this.properties = properties;
        user = configured.getUser();
        if (!UserName.isValid(user.getName())) {
            throw new IllegalStateException("spring.security.user.name: " + UserName.RULE + ", was " + user.getName());
        }
    }

    /** Programs: no session, and so no CSRF. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ApiTokens tokens) throws Exception {
        return http.securityMatcher(request -> token(request).isPresent())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(this::headers)
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .addFilterBefore(
                        login(request -> token(request).flatMap(tokens::owner)), AnonymousAuthenticationFilter.class)
                .build();
    }

    /** Returns the token of a request of a program. A browser does not send this header to another site by itself. */
    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> request.getServletPath().startsWith("/api/")
                        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    /** Logs in the user whom a request itself names, for this request only. */
    private static AuthenticationFilter login(Function<HttpServletRequest, Optional<String>> user) {
        AuthenticationManager known = login -> login;
        AuthenticationFilter filter = new AuthenticationFilter(
                known,
                request -> user.apply(request)
                        .map(name -> new PreAuthenticatedAuthenticationToken(name, "", List.of()))
                        .orElse(null));
        filter.setSuccessHandler((request, response, login) -> {});
        return filter;
    }

    /** Returns the user whom a proxy names in a header. That of anybody else has no effect. */
    private static Optional<String> userOfProxy(HttpServletRequest request, String header) {
        List<String> names = Collections.list(request.getHeaders(header));
        if (names.isEmpty() || !TrustedProxies.isFromProxy(request)) {
            return Optional.empty();
        }
        if (names.size() > 1 || !UserName.isValid(names.get(0))) {
            LOG.warn("{}: the name of the user {}", header, UserName.RULE);
            return Optional.empty();
        }
        return Optional.of(names.get(0));
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, Attempts attempts) throws Exception {
        String userHeader = properties.proxyUserHeader();
        http.authorizeHttpRequests(requests -> {
                    if (userHeader != null) {
                        requests.requestMatchers("/login").denyAll();
                    }
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                            .permitAll()
                            .requestMatchers("/s/**", "/r/**", "/assets/**", "/login", "/actuator/health")
                            .permitAll()
                            .anyRequest()
                            .authenticated();
                })
                // A recipient has only the unguessable address; a session would lose those without cookies.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/s/**", "/r/**")
                        .csrfTokenRepository(csrfCookie())
                        .csrfTokenRequestHandler(csrfToken()))
                .headers(this::headers)
                // It would begin a session for each stranger.
                .requestCache(RequestCacheConfigurer::disable)
                .exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, e) -> {
                            // A script shows its own message instead of a page for logging in.
                            if (userHeader != null || request.getServletPath().startsWith("/api/")) {
                                response.setStatus(HttpStatus.UNAUTHORIZED.value());
                            } else {
                                response.sendRedirect(NextPage.login(request));
                            }
                        })
                        .accessDeniedHandler((request, response, e) -> {
                            // A form that was opened before the last login leads on or to a new form.
                            if (List.of("/login", "/logout").contains(request.getServletPath())) {
                                response.sendRedirect(NextPage.of(request));
                            } else {
                                response.sendError(HttpStatus.FORBIDDEN.value());
                            }
                        }));
        if (userHeader == null) {
            LoginLimit limit = new LoginLimit(attempts, properties, user.getPassword());
            http.formLogin(form -> form.loginPage("/login")
                            .successHandler(limit::succeed)
                            .failureHandler((request, response, e) ->
                                    response.sendRedirect(NextPage.refused(request, "error"))))
                    .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                    .addFilterBefore(limit, UsernamePasswordAuthenticationFilter.class);
        } else {
            http.logout(AbstractHttpConfigurer::disable)
                    .addFilterBefore(
                            login(request -> userOfProxy(request, userHeader)), AnonymousAuthenticationFilter.class);
        }
        return http.build();
    }

    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter(
                (request, response) -> response.setHeader("Content-Security-Policy", contentSecurityPolicy.obtain()));
    }

    private static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return repository;
    }

    /** Each response has the token as a cookie, also the first one after a login. */
    private static CsrfTokenRequestAttributeHandler csrfToken() {
        CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    /**
     * Returns the user of the login form. The password keeps the form in which it is configured: the manager itself would store
     * it in another one at a login.
     */
    @Bean
    UserDetailsService users() {
        InMemoryUserDetailsManager users =
                new InMemoryUserDetailsManager(new User(user.getName(), user.getPassword(), List.of()));
        return name -> users.loadUserByUsername(name);
    }
}
