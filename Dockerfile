# The newsroom as one image; compose.yaml and docs/operations.md say how it is run.
FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
WORKDIR /srv/newsclip
# Its files lie in volumes, which take over whose these folders are.
RUN useradd --system --uid 10001 newsclip && install -d -o newsclip var var/media var/public
# `manage.py backup` and `restore` ask pg_dump and psql: 17 here, as the server of compose.yaml.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 NEWSCLIP_ENV=production
COPY --from=packages /venv /venv
COPY . .
# Nothing is signed here: the key of a container is its own.
RUN SECRET_KEY=none ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput
USER newsclip
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["python", "deploy/healthy.py"]
ENTRYPOINT ["/srv/newsclip/deploy/run"]
CMD ["web"]
