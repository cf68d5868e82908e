-- Runs on H2 (in its PostgreSQL mode) and on PostgreSQL.
create table api_key (
    id varchar(32) primary key,
    name varchar(200) not null,
    -- of the whole key, which is kept nowhere
    salt varchar(64) not null,
    hash varchar(64) not null,
    -- separated by spaces; no models for all
    scopes varchar(200) not null,
    models varchar(4000) not null,
    requests_per_minute integer,
    audio_seconds_per_day bigint,
    concurrent_streams integer,
    created_at timestamp with time zone not null,
    revoked_at timestamp with time zone
);

create table usage_row (
    -- the gateway's own id of the request, so that nobody is counted twice
    id varchar(64) primary key,
    -- the id by which caller and logs speak of it
    request_id varchar(128) not null,
    caller varchar(300) not null,
    job varchar(20) not null,
    model varchar(200) not null,
    used_on date not null,
    audio_seconds_in double precision not null,
    audio_seconds_out double precision not null,
    characters bigint not null,
    tokens_in bigint not null,
    tokens_out bigint not null
);

create index usage_by_caller on usage_row (caller, used_on, job);
create index usage_by_day on usage_row (used_on);
