package io.parley.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.accounts.DatabaseException;
import io.parley.catalog.PullListener;
import io.parley.gateway.access.UnprotectedAddressException;
import io.parley.spring.DefaultModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * The running whole: a parent context with what is shared, the services as its children
 * on free ports of the loopback interface, and the gateway as a child that knows their
 * addresses, as it would in a cluster.
 */
public final class Suite implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Suite.class);

    /** What is set for the gateway's encryption is not for its services. */
    private static final Map<String, Object> LOOPBACK = Map.of("server.address", "127.0.0.1", "server.port", 0,
            "server.ssl.enabled", false);

    private final Deque<ConfigurableApplicationContext> contexts = new ArrayDeque<>();

    private final List<URI> services = new ArrayList<>();

    private @Nullable URI uri;

    private Suite() {
    }

    /**
     * Starts everything and returns when the gateway listens.
     * @param options what the caller decides
     * @param listener told when models are fetched
     * @return the running suite, to be closed by the caller
     * @throws PortTakenException if another program listens on the port
     */
    public static Suite start(SuiteOptions options, PullListener listener) {
        return start(options, listener, SharedModels.class);
    }

    /**
     * The same with another source of what the services share.
     * @param models a configuration class that brings the ports' implementations
     */
    static Suite start(SuiteOptions options, PullListener listener, Class<?> models) {
        refuseTakenPort(options);
        Suite suite = new Suite();
        try {
            ContextStarter starter = new ContextStarter(options);
            if (options.only() == null) {
                suite.open(starter, listener, models);
            }
            else {
                suite.open(starter, listener, models, options.only());
            }
            return suite;
        }
        catch (RuntimeException error) {
            suite.close();
            throw explained(error);
        }
    }

    /** Asks before models are loaded for nothing; who comes in between is met later. */
    private static void refuseTakenPort(SuiteOptions options) {
        Integer port = options.port();
        if (port == null || port == 0) {
            return;
        }
        String address = Objects.requireNonNullElse(options.address(), "127.0.0.1");
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        }
        catch (BindException taken) {
            throw new PortTakenException(port, taken);
        }
        catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private void open(ContextStarter starter, PullListener listener, Class<?> models) {
        ConfigurableApplicationContext shared = withModels(starter, listener, models);
        // of this run alone, unless one is configured
        shared.getEnvironment()
            .getPropertySources()
            .addLast(new MapPropertySource("identity", Map.of("parley.identity.secret", newSecret())));
        Map<String, Object> addresses = new HashMap<>();
        for (SuitePart part : SuitePart.SERVICES) {
            URI listening = URI.create("http://127.0.0.1:" + port(started(starter.service(shared, part, LOOPBACK))));
            this.services.add(listening);
            addresses.put(part.addressProperty(), listening);
        }
        listen(started(starter.gateway(shared, addresses)));
    }

    /** One part, whose fellows run elsewhere. */
    private void open(ContextStarter starter, PullListener listener, Class<?> models, SuitePart only) {
        if (only == SuitePart.GATEWAY) {
            listen(started(starter.gateway(started(starter.parent(listener, SuiteConfiguration.class)), Map.of())));
            return;
        }
        ConfigurableApplicationContext service = started(starter.service(withModels(starter, listener, models), only));
        requireSecret(service.getEnvironment());
        listen(service);
    }

    private ConfigurableApplicationContext withModels(ContextStarter starter, PullListener listener, Class<?> models) {
        ConfigurableApplicationContext shared = started(starter.parent(listener, SuiteConfiguration.class, models));
        shared.getBeanProvider(DefaultModel.class).ifAvailable(DefaultModel::check);
        return shared;
    }

    private static void requireSecret(Environment environment) {
        String address = environment.getRequiredProperty("server.address");
        if (environment.getProperty("parley.identity.secret") == null
                && !new InetSocketAddress(address, 0).getAddress().isLoopbackAddress()) {
            throw new UnprotectedServiceException(address);
        }
    }

    private void listen(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String address = environment.getRequiredProperty("server.address");
        boolean encrypted = Ssl.isEnabled(Binder.get(environment).bind("server.ssl", Ssl.class).orElse(null));
        this.uri = URI.create("%s://%s:%d".formatted(encrypted ? "https" : "http",
                address.contains(":") ? "[" + address + "]" : address, port(context)));
        log.info("Parley listens on {}", this.uri);
    }

    private ConfigurableApplicationContext started(ConfigurableApplicationContext context) {
        this.contexts.push(context);
        return context;
    }

    private static int port(ConfigurableApplicationContext context) {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            return web.getWebServer().getPort();
        }
        throw new IllegalStateException(context.getDisplayName() + " has no web server");
    }

    /** What says in a sentence why a start failed, where it is among the causes. */
    private static RuntimeException explained(RuntimeException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case PortInUseException taken -> {
                    return new PortTakenException(taken.getPort(), error);
                }
                case UnprotectedAddressException unprotected -> {
                    return unprotected;
                }
                case UnprotectedServiceException unprotected -> {
                    return unprotected;
                }
                case DatabaseException database -> {
                    return database;
                }
                default -> {
                }
            }
        }
        return error;
    }

    private static String newSecret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** Where the gateway listens. */
    public URI uri() {
        URI listening = this.uri;
        if (listening == null) {
            throw new IllegalStateException("not started");
        }
        return listening;
    }

    /** Where the services listen, for this machine only. */
    List<URI> services() {
        return this.services;
    }

    /** A bean of the gateway's, by its name. */
    <T> T gateway(String name, Class<T> type) {
        return this.contexts.getFirst().getBean(name, type);
    }

    /** A bean that all services share. */
    <T> T shared(Class<T> type) {
        return this.contexts.getLast().getBean(type);
    }

    /** Stops the services alone, as one of a cluster may be. */
    void closeServices() {
        this.contexts.stream()
            .filter((context) -> context != this.contexts.getFirst() && context != this.contexts.getLast())
            .forEach(ConfigurableApplicationContext::close);
    }

    /** Stops in reverse order; each context lets its running requests end first. */
    @Override
    public void close() {
        while (!this.contexts.isEmpty()) {
            this.contexts.pop().close();
        }
    }

}
