# One image for web, worker and beat; the command says which. Runs as a user without rights, on a read-only disk.
FROM node:24.11-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --silent

FROM python:3.13.9-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin paadriv \
 && install -d -o paadriv -g paadriv /var/lib/paadriv
WORKDIR /app
COPY requirements.txt ./
RUN pip install --quiet --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /app/node_modules ./node_modules
ENV PAADRIV_STATIC_ROOT=/app/build/static PAADRIV_VAR=/var/lib/paadriv
RUN python manage.py frontend --copy-only \
 && python manage.py translations \
 && python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf node_modules /var/lib/paadriv/secret-key
USER paadriv
VOLUME /var/lib/paadriv
EXPOSE 8000
CMD ["gunicorn", "paadriv.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
